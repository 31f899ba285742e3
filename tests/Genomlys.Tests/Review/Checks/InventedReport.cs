namespace Genomlys.Tests.Review.Checks;

/// <summary>A printed report of an authority that does not exist, with the kinds of slips that real ones have, and sums and shares that are right.</summary>
internal static class InventedReport
{
    public const string Text = """
        Sammanfattning

        Genomgången beskriver hur den nya cybersäkerhetslagen kommer att börja gälla i januari 2026. En treårsplan redovisas för åren 2026-2028.

        Dessa förbättringsförslag lämnas till direktören:

        • Handledning till personal som arbetar utan dator
        • Säkra krav när tjänster köps in (kvarstår)
        • Kunskap hos chefer om informationssäkerhet (kvarstår)

        1. Vad genomgången är

        Genomgången är till för att ge direktören underlag. Syftet är att ge ledningen en samlad bild av läget.

        1.2 Faktorer som påverkar verksamhetens
        LIS

        Kapitlet går igenom omvärlden och den egna uppföljningen.

        1.2.1 Omvärldsbevakning – hot, trender och ny lagstiftning

        NIS 2 ställer högre krav än förr. En ny sektor i NIS 2 är offentlig sektor, och inom EU/ESS gäller samma krav. NIS2 gäller även mindre verksamheter, och NIS 2 kräver utbildning.

        Cybersäkerhetslagen träder i kraft den 15 januari 2025.

        NIS 1-direktivet antogs för länge sedan. Detta direktiv gäller just nu.

        Den 18 oktober 2024 började NIS 2-direktivet tillämpas.

        Kommissionen antog NIS 2-direktivet efter lång tid.

        Lindbys vägledning finns på MSB:s webbplats. AI Act får full tillämpning under 2026. AI-förordningen har redan trätt i kraft.

        För 2026 avsätts medel till nämnderna och samma medel ligger i plan för de kommande tre åren.

        1.2.2 Vad händer inom staden

        Finansieringen ligger kvar även 2027 och 2028.

        1.2.3 Vad har verksamheten identifierat i RSA-arbetet

        Nämnden genomförde under 2024 stegen ett till fyra i RSA och under 2025 de två sista.

        1.2.4 Resultatet från egen uppföljning

        Risken för obehörig åtkomst värderades under 2024. Åtgärden är under genomförande. Numera har alla verksamheter har genomfört inventeringen.

        1.2.5 Resultatet från egen övrig uppföljning

        E-utbildningarna är obligatoriska för medarbetare och chefer. Statistiken hämtades den 2025-11-14. Resultatet för chefer baseras på 80 chefer. Resultatet för förtroendevalda baseras på 20 ledamöter.

        Av cheferna har 40 procent blivit klara, 30 procent har börjat, 20 procent har inte börjat och 10 procent har inte förnyat.

        Till dagens datum (2025-11-12) har ingen mer statistik kommit.

        Totalt 46 händelser har rapporterats, varav 4 enligt lex Sarah.

        • Stulna uppgifter: 6
        • Felregistreringar: 10
        • Röjda uppgifter: 30

        Sammanlagt 12 klagomål kom in, varav 5 gällde bemötande, 4 gällde post och 2 gällde uthämtning.

        1.2.6 Resultatet från revisioner

        Det finns inget att redovisa.

        1.2.7 Risker som identifierats i GDPR-årsrapport

        Ombudet pekade på e-posten. Läs mer i avsnitt 1.9. Antalet ärenden är 15, en nedgång jämfört med tidigare.

        1.2.7.1 Information om avvikelser (incidenter och andra händelser)

        Den 4 mars fick förvaltningen information om intrånget. Den 7 mars anmälde nämnden händelsen till IMY. Under året har en NIS-incidenter rapporterats. Fredagen den 4 mars 2025 stängdes systemet.

        1.3 Förbättringar som föreslås för verksamhetens

        1.3.1 Säkra krav när tjänster köps in (kvarstår)

        Krav ställs i varje upphandling.

        1.3.2 Kunskap hos chefer om informationssäkerhet (kvarstår)

        Chefer behöver stöd.

        1.3.3 Handledning till personal som arbetar utan dator

        Handledningen ska vara enkel. E-utbildningarna ska genomföras i högre grad av chefer och ledamöter.

        1.4 Treårsplan för åren 2026-2028

        1.4.1 2026

        • Ta fram handledning till personal som arbetar utan dator
        • Införa protokoll för alla system inom en treårsperiod

        1.4.2 2027

        • Införa protokoll för alla system inom en treårsperiod

        Beslutad xxx
        """;
}
