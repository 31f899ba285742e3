using Genomlys.Documents;

namespace Genomlys.Tests.Documents;

/// <summary>A review of the size and kind of a real one, of a place that does not exist; every block, inline and shape is in it.</summary>
internal static class Sample
{
    public const string IncidentNote = "Räknat: informationssäkerhets- och personuppgiftsincidenter med händelsedatum 2025-01-01–2025-11-15. Källa: incidentregistret, hämtat 2025-11-15. "
        + "Lex Sarah-rapporter som även har anmälts i IA räknas en gång (3 borttagna). Urval: alla enheter.";

    public const string ChiefsNote = "Räknat: deltagare med läget Certifierad i kursen Informationssäkerhet. Bland: 122 chefer. Källa: utbildningsplattformen, hämtat 2025-11-15. "
        + "En certifiering gäller i 12 månader.";

    /// <summary>A picture of one colour, 64 × 32.</summary>
    public static readonly Logo Logo = new(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAEAAAAAgCAIAAAAt/+nTAAAAOElEQVR42u3PQQkAAAgEsPvbzBD2j2EGn8JgBZbqeS0CAgICAgICAgICAgICAgICAgICAgICAlcL9EaYTHk5FjwAAAAASUVORK5CYII="), 64, 32, "Lindby stad");

    public static Document WithLogo(Document document) => document with { Cover = document.Cover with { Logo = Logo } };

    public static Document Review(bool isDraft = false) => new(
        new Cover("Ledningens genomgång 2025", "Ledningssystemet för informationssäkerhet", "Lindby stadsdelsförvaltning", new(2025, 12, 4))
        {
            Reference = "LIN 2025/418",
            Facts =
            [
                new("Diarienummer", "LIN 2025/418"), new("Dokumentdatum", "2025-12-04"), new("Avser", "1 januari–15 november 2025"),
                new("Upprättad av", "Informationssäkerhetssamordnare"), new("Beslutas av", "Stadsdelsdirektör"),
            ],
        },
        [
            new Block.Toc("Innehåll"),
            .. Summary(), .. Background(), .. World(), .. OwnFollowUp(), .. Training(), .. Incidents(), .. Audits(), .. Privacy(), .. Deviation(), .. Improvements(), .. Plan(), .. Decision(),
        ])
    { IsDraft = isDraft };

    private static Inline.Figure Figure(string value, string key, string note) => new(value, key, $"/figures/{key}?year=2025", note);
    private static Inline.Figure Total => Figure("46", "incidents.total", IncidentNote);
    private static Block.Paragraph P(params IReadOnlyList<Inline> content) => new(content);
    private static Block.List Bullets(params IReadOnlyList<string> items) => new(false, [.. items.Select(i => (IReadOnlyList<Inline>)[i])]);

    private static IEnumerable<Block> Summary() =>
    [
        new Block.Heading(1, "", "Sammanfattning") { Anchor = "sammanfattning" },
        P("Ledningens genomgång ger stadsdelsdirektören underlag att en gång om året bedöma om arbetet med informationssäkerhet och dataskydd är tillräckligt, lämpligt och har verkan. Genomgången avser 1 januari–15 november 2025."),
        P("Under året har ", Total, " informationssäkerhets- och personuppgiftsincidenter rapporterats. Nästan hälften gäller känsliga personuppgifter eller sekretess som har röjts. En leverantör till staden utsattes i augusti för ett angrepp med utpressningsprogram, och uppgifter om anställda publicerades."),
        P("Av cheferna är ", Figure("39 procent", "training.chiefs.certified", ChiefsNote), " certifierade i informationssäkerhet och av medarbetarna ",
            Figure("32 procent", "training.staff.certified", "Räknat: deltagare med läget Certifierad i kursen Informationssäkerhet. Bland: 2 428 medarbetare. Källa: utbildningsplattformen, hämtat 2025-11-15."),
            ". Andelen är för låg för en utbildning som är obligatorisk."),
        P(new Inline.Strong("Ledningen föreslås besluta om fem förbättringar"), ", i denna ordning:"),
        new Block.List(true,
        [
            ["Informationssäkerhet i upphandlingsförfarandet ", new Inline.Emphasis("(kvarstår)")],
            ["Stärka chefers kunskap om informationssäkerhet ", new Inline.Emphasis("(kvarstår)")],
            ["Involvera ledningsgruppen mer i informationssäkerhetsarbetet ", new Inline.Emphasis("(kvarstår)")],
            ["Högre genomförande av de obligatoriska e-utbildningarna ", new Inline.Emphasis("(kvarstår)")],
            ["Utbildningsunderlag för medarbetare som inte har tillgång till dator ", new Inline.Emphasis("(ny)")],
        ]),
        P("Det som behöver beslutas står samlat i avsnittet ", new Inline.Link("Beslut", "#beslut"), ". En treårsplan för 2026–2028 redovisas i avsnitt 1.4."),
        new Block.PageBreak(),
    ];

    private static IEnumerable<Block> Background() =>
    [
        new Block.Heading(1, "1", "Vad är ledningens genomgång"),
        P("Ett ledningssystem för informationssäkerhet är de regler, roller och arbetssätt som förvaltningen styr sin informationssäkerhet med. Genomgången beskriver var arbetet står, vilka risker som finns, vad som har hänt sedan föregående år och vad som behöver förbättras. Den är ett stöd för beslut och inte en granskning av enskilda medarbetare."),
        P("Efterlevnaden av dataskyddsförordningen följs upp i dataskyddsombudets årsrapport, som biläggs nämndens verksamhetsberättelse. Här återges de risker som ombudet har pekat på och vad förvaltningen har gjort åt dem."),
        new Block.Note("Siffrorna i genomgången frystes 2025-11-15. Uppgifter som har kommit in senare redovisas nästa år.") { Title = "Brytdatum" },
        new Block.Heading(2, "1.2", "Faktorer som påverkar verksamhetens ledningssystem för informationssäkerhet"),
        P("Avsnittet beskriver det som påverkar ledningssystemet: ny lagstiftning, förändringar i staden, resultatet av den egna uppföljningen, statistik över utbildningar och incidenter samt risker ur dataskyddsombudets årsrapport."),
    ];

    private static IEnumerable<Block> World() =>
    [
        new Block.Heading(3, "1.2.1", "Omvärldsbevakning – hot, trender och ny lagstiftning"),
        new Block.Heading(4, "1.2.1.1", "Cybersäkerhetslagen (NIS 2)"),
        P("En ny lag om cybersäkerhet genomför EU:s direktiv NIS 2 i svensk rätt.", new Inline.Footnote("Direktiv (EU) 2022/2555 om åtgärder för en hög gemensam cybersäkerhetsnivå i hela unionen."),
            " Lagen ställer krav på riskhantering, ledningens ansvar och rapportering av betydande incidenter. Den omfattar fler verksamheter än tidigare, däribland offentlig förvaltning och hälso- och sjukvård. Läs mer hos ",
            new Inline.Link("tillsynsmyndigheten", "https://www.example.se/nis2"), "."),
        P("För förvaltningen innebär lagen att ledningen ska godkänna åtgärder och genomgå utbildning, att leverantörskedjan ska ingå i riskarbetet och att en första underrättelse om en betydande incident ska lämnas inom 24 timmar. Arbetet har utgått från risk- och sårbarhetsanalysen:"),
        Bullets("identifiera vilka verksamheter som omfattas", "bedöma gapet mot lagens krav på åtgärder", "pröva rutinen för rapportering inom 24 timmar, 72 timmar och en månad", "se över avtal med de leverantörer som är kritiska för driften", "planera utbildning för ledningsgruppen"),
        new Block.Heading(4, "1.2.1.2", "Artificiell intelligens"),
        P("Nya funktioner som bygger på artificiell intelligens slås på i befintliga tjänster utan att förvaltningen alltid har kunnat ta ställning till dem. Enligt AI-förordningen", new Inline.Footnote("Förordning (EU) 2024/1689 om harmoniserade regler för artificiell intelligens."),
            " delas system in efter risk, och den som använder ett system med hög risk har egna skyldigheter. Förvaltningen har börjat föra en förteckning över sin användning."),
        new Block.Heading(3, "1.2.2", "Vad händer inom staden – budget, inriktningar och satsningar"),
        P("Sedan den 1 januari gäller en ny chefsstruktur. Den har inneburit fler chefer, varav flera har sitt första chefsuppdrag. Behovet av grundläggande utbildning i informationssäkerhet har därför ökat. I budgeten för 2026 finns 1 250 000 kronor avsatta för införandet av förvaltningsmodellen pm3."),
        new Block.Heading(3, "1.2.3", "Vad har verksamheten identifierat i RSA-arbetet"),
        P("Risk- och sårbarhetsanalysen görs i cykler om två år, och 2025 är det andra året. Avdelningarna har tagit fram kontinuitetsplaner för de verksamheter som har bedömts som samhällsviktiga. Planerna anger hur länge ett system får vara borta, reservrutin och återgångsrutin."),
        new Block.Table("Kontinuitetsplaner per avdelning", ["Avdelning", "Samhällsviktiga verksamheter", "Har plan", "Prövad 2025"],
        [
            ["Äldreomsorg", "6", "6", "2"], ["Funktionsnedsättning", "4", "3", "1"], ["Förskola", "2", "2", "0"], ["Individ och familj", "3", "2", "1"], ["Summa", "15", "13", "4"],
        ])
        { NumberColumns = [1, 2, 3], EndsWithTotal = true, Source = "kontinuitetsregistret, hämtat 2025-11-15" },
    ];

    private static IEnumerable<Block> OwnFollowUp() =>
    [
        new Block.Heading(3, "1.2.4", "Resultatet från egen uppföljning (VoR och IKP)"),
        P("Nämndens väsentlighets- och riskanalys innehåller fem risker som rör informationssäkerhet. Tabellen visar föreslagen åtgärd och resultat för var och en."),
        new Block.Table("Risker i internkontrollplanen, åtgärder och resultat", ["Risk", "Föreslagen åtgärd", "Läge", "Resultat"],
        [
            ["Obehöriga får tillgång till information", "Utse roller och fördela ansvar per system enligt pm3", "Pågår", "Piloten är genomförd och roller är fördelade för system i två objekt. Ett breddinförande följer under 2026."],
            ["Den lokala anvisningen följs inte och arbetet blir inte systematiskt", "Inför förvaltningsövergripande kontroller av efterlevnaden", "Pågår", "En rutin för kontrollerna är under framtagande och beräknas vara klar under första kvartalet."],
            ["Information saknas, försvinner eller når obehöriga", "Informationsinsats till alla verksamheter via avdelningarnas ledningsgrupper", "Ej påbörjad", "Åtgärden beror på en aktivitet som har försenats. Den blir sannolikt inte klar till utsatt datum."],
            ["Förvaltningens information är inte tillräckligt skyddad", "Kartlägg processer och upprätta en lokal rutin för informationsklassning", "Ej påbörjad", "Åtgärden har ännu inte genomförts."],
            ["Dataskyddsförordningen följs inte", "Inventera registret över behandlingar av personuppgifter", "Pågår", "Verksamheterna kontrollerar själva sina uppgifter, och alla har gjort årets inventering."],
        ])
        { Source = "nämndens internkontrollplan 2025" },
        new Block.Note("Ingen risk har formulerats om informationssäkerhet i upphandlingsförfarandet. Det finns därför inget resultat att redovisa inom området. Frågan tas upp som förbättringsförslag i avsnitt 1.3.1.") { Title = "Område utan risk" },
    ];

    private static IEnumerable<Block> Training() =>
    [
        new Block.PageBreak(),
        new Block.Heading(3, "1.2.5", "Resultatet från egen övrig uppföljning"),
        new Block.Heading(4, "1.2.5.1", "Statistik över de obligatoriska e-utbildningarna"),
        P("Grundutbildningarna i informationssäkerhet och dataskydd är obligatoriska för alla medarbetare och chefer och ska förnyas varje år. Statistiken är hämtad från utbildningsplattformen 2025-11-15."),
        P("Resultatet bygger på 122 chefer, 2 428 medarbetare och 22 av nämndens 26 ledamöter.", new Inline.Footnote("Fyra ledamöter är inte grupperade under förvaltningen i utbildningsplattformen och ingår därför inte."),
            " I informationssäkerhet är ", Figure("39 procent", "training.chiefs.certified", ChiefsNote), " av cheferna certifierade. 17 procent har påbörjat utbildningen och 25 procent har inte förnyat sitt certifikat."),
        Ring("Informationssäkerhet, chefer", [48, 21, 23, 30], [39, 17, 19, 25]),
        P("Av medarbetarna är 32 procent certifierade. 36 procent har inte påbörjat utbildningen, vilket är den största gruppen."),
        Ring("Informationssäkerhet, medarbetare", [777, 316, 874, 461], [32, 13, 36, 19]),
        P("I dataskydd är resultatet något bättre, både bland chefer och bland medarbetare."),
        Ring("Dataskydd, chefer", [63, 11, 23, 25], [52, 9, 19, 20]),
        Ring("Dataskydd, medarbetare", [923, 267, 801, 437], [38, 11, 33, 18]),
        new Block.Chart(ChartShape.Bar, "Andel certifierade 2024 och 2025. Chefer: 44 procent 2024 och 39 procent 2025. Medarbetare: 29 och 32 procent. Förtroendevalda: 18 och 27 procent.",
            new("Andel certifierade i informationssäkerhet, två år", ["Grupp", "2024", "2025"], [["Chefer", "44 %", "39 %"], ["Medarbetare", "29 %", "32 %"], ["Förtroendevalda", "18 %", "27 %"]]) { NumberColumns = [1, 2], Source = "utbildningsplattformen, hämtat 2024-11-14 och 2025-11-15" },
            ["Chefer", "Medarbetare", "Förtroendevalda"], [new("2024", [44, 29, 18]), new("2025", [39, 32, 27])])
        { Unit = " %" },
    ];

    private static Block.Chart Ring(string caption, int[] counts, decimal[] shares)
    {
        string[] states = ["Certifierad", "Pågår", "Ej certifierad", "Utgått"];
        return new(ChartShape.Ring, $"{caption}: {string.Join(", ", states.Zip(shares, (s, p) => $"{s} {p:0} procent"))}.",
            new(caption, ["Läge", "Antal", "Andel"], [.. states.Select((s, n) => (IReadOnlyList<Cell>)[s, Typography.Number(counts[n]), Typography.Percent(shares[n])]), ["Summa", Typography.Number(counts.Sum()), Typography.Percent(100)]])
            { NumberColumns = [1, 2], EndsWithTotal = true, Source = "utbildningsplattformen, hämtat 2025-11-15" },
            [.. states.Select(s => new Part(s) { Href = $"/training?status={Uri.EscapeDataString(s)}" })], [new("Andel", shares)])
        { Unit = " %" };
    }

    private static IEnumerable<Block> Incidents() =>
    [
        new Block.Heading(4, "1.2.5.2", "Incidentrapportering och incidenthantering"),
        P("Incidenter kommer in på flera vägar: incidentverktyget IA, stadens servicedesk, klagomål samt rapporter enligt lex Sarah och lex Maria. Enligt rutinen ska de alltid registreras i IA, oavsett hur de har kommit in."),
        P("Totalt har ", Total, " incidenter rapporterats, varav ", Figure("5", "incidents.lex-sarah", "Räknat: incidenter vars källa är lex Sarah, händelsedatum 2025-01-01–2025-11-15. Källa: incidentregistret, hämtat 2025-11-15."),
            " via rutinen för lex Sarah. Av dem anmäldes 9 till tillsynsmyndigheten. Anmälan ska göras inom 72 timmar enligt art. 33 i dataskyddsförordningen."),
        new Block.Chart(ChartShape.Bar, "Incidenter per kategori: röjda känsliga personuppgifter eller sekretess 22, brist på eller avsaknad av information 8, övrigt 7, stöld 5, felregistrering 3, obehörig i lokal 1.",
            new("Incidenter per kategori", ["Kategori", "Antal", "Andel"],
            [
                ["Röjda känsliga personuppgifter/sekretess", new Cell("22") { Href = "/incidents?category=disclosure" }, "48 %"], ["Brist på/avsaknad av information", "8", "17 %"], ["Övrigt", "7", "15 %"],
                ["Stöld av information/personuppgifter", "5", "11 %"], ["Felregistrering", "3", "7 %"], ["Obehörig i lokal", "1", "2 %"], ["Summa", "46", "100 %"],
            ]) { NumberColumns = [1, 2], EndsWithTotal = true, Source = "incidentregistret, hämtat 2025-11-15" },
            ["Röjda känsliga personuppgifter/sekretess", "Brist på/avsaknad av information", "Övrigt", "Stöld av information/personuppgifter", "Felregistrering", "Obehörig i lokal"],
            [new("Antal", [22, 8, 7, 5, 3, 1])]),
        P("Antalet har ökat tre år i rad. En del av ökningen beror på att rutinen har blivit mer känd; hur stor del går inte att säga."),
        new Block.Chart(ChartShape.Line, "Incidenter per år: 19 år 2022, 27 år 2023, 38 år 2024 och 46 år 2025.",
            new("Incidenter per år", ["År", "Antal"], [["2022", "19"], ["2023", "27"], ["2024", "38"], ["2025", "46"]]) { NumberColumns = [1], Source = "incidentregistret, hämtat 2025-11-15; 2025 till och med 15 november" },
            ["2022", "2023", "2024", "2025"], [new("Antal", [19, 27, 38, 46])]),
        new Block.Chart(ChartShape.Ring, "Incidenter per avdelning, de fem största och övriga.",
            new("Incidenter per avdelning", ["Avdelning", "Antal"],
            [
                ["Äldreomsorg", "14"], ["Individ och familj", "11"], ["Förskola", "8"], ["Funktionsnedsättning", "5"], ["Administration", "3"], ["Stadsutveckling", "2"], ["Kultur och fritid", "2"], ["Ledningsstöd", "1"], ["Summa", "46"],
            ]) { NumberColumns = [1], EndsWithTotal = true, Source = "incidentregistret, hämtat 2025-11-15" },
            ["Äldreomsorg", "Individ och familj", "Förskola", "Funktionsnedsättning", "Administration", "Stadsutveckling", "Kultur och fritid", "Ledningsstöd"],
            [new("Antal", [14, 11, 8, 5, 3, 2, 2, 1])]),
        P("Dessutom har ", Figure("26", "incidents.losses", "Räknat: förlustanmälningar om mobila enheter 2025. Källa: servicedesk, hämtat 2025-11-15. Ingår inte i antalet incidenter."),
            " förlustanmälningar om mobila enheter gjorts till servicedesk. Alla förluster anmäls inte, så det finns ett mörkertal. Det uppskattas inte här och läggs aldrig till en summa."),
        new Block.Heading(4, "1.2.5.3", "Informationsklassning"),
        P("Av förvaltningens 64 system är 31 klassade, det vill säga 48 procent. Målet för året var 60 procent. Nedan visas de system som bedöms som mest skyddsvärda."),
        Systems(),
    ];

    private static Block.Table Systems()
    {
        string[] names = ["Vårdsystem", "Journal, elevhälsa", "Bokning och pass", "Personalsystem", "Ekonomisystem", "Ärende och diarium", "Tidredovisning", "Trygghetslarm", "Passage och larm", "E-arkiv", "Närvaro i förskola", "Kö till förskola", "Fritid och föreningar", "Lokalbokning", "Intranät", "E-post och kalender", "Möten på distans", "Servicedesk", "Utbildningsplattform", "Registerförteckning", "Enkäter", "Kartor", "Upphandling", "Avtal och fakturor", "Nyckelhantering", "Hjälpmedel", "Familjerätt", "Bostadsanpassning"];
        string[] levels = ["Betydande", "Allvarlig", "Måttlig", "Betydande", "Måttlig"];
        return new("System med personuppgifter och deras klassning", ["System", "Konfidentialitet", "Riktighet", "Tillgänglighet", "Klassad"],
            [.. names.Select((name, n) => (IReadOnlyList<Cell>)[name, levels[n % 5], levels[(n + 2) % 5], levels[(n + 3) % 5], n % 3 == 0 ? "saknas" : $"2025-{n % 9 + 1:00}-{n + 1:00}"])])
        { Source = "systemförteckningen, hämtat 2025-11-15" };
    }

    private static IEnumerable<Block> Audits() =>
    [
        new Block.Heading(3, "1.2.6", "Resultatet från revisioner"),
        P("Revisionskontoret har granskat hur nämnden följer upp sina avtal. Resultatet är ännu inte fastställt. Uppföljning av avtal är en viktig del av det systematiska arbetet, eftersom krav på informationssäkerhet och dataskydd behöver följas upp under hela avtalstiden."),
        P("Samordnaren följer om informationssäkerheten kommer med i de nya rutinerna och hur de sprids i verksamheterna. Fyra rekommendationer från tidigare år är öppna."),
        new Block.Table("Öppna rekommendationer från revisionen", ["Nr", "Rekommendation", "År", "Ansvarig"],
        [
            ["1", "Säkerställ att behörigheter i vårdsystem granskas minst en gång per år och att granskningen dokumenteras", "2023", "Avdelningschef, äldreomsorg"],
            ["2", "Fastställ vem som är informationsägare för varje system", "2023", "Stadsdelsdirektör"],
            ["3", "Inför en rutin för uppföljning av personuppgiftsbiträden", "2024", "Upphandlingschef"],
            ["4", "Öva kontinuitetsplanerna för verksamheter med dygnet runt-ansvar", "2024", "Säkerhetssamordnare"],
        ]),
    ];

    private static IEnumerable<Block> Privacy() =>
    [
        new Block.Heading(3, "1.2.7", "Risker som identifierats i GDPR-årsrapport"),
        P("Riskerna är hämtade från dataskyddsombudets årsrapport för 2024.", new Inline.Footnote("Dataskyddsombudets årsrapport 2024, Lindby stadsdelsförvaltning, dnr LIN 2025/77, hämtad 2025-11-11."), " Arbetet under året redovisas under varje risk."),
        .. Risk("1.2.7.1", "Osäker hantering av personuppgifter i e-post (kvarstår)", "Meddelanden ligger kvar okrypterade i medarbetarnas inkorgar, och det saknas ett säkert sätt att dela information digitalt med enskilda.", "Förvaltningsledningen har beslutat om ett stegvist införande av en tjänst för krypterad e-post. Projektet prövar vilka arbetssätt som är säkra och vilka skyddsåtgärder som verksamheten behöver vidta. Det fortsätter under 2026."),
        .. Risk("1.2.7.2", "Brister i dokumentationen (kvarstår)", "Mognaden i klassning och dokumentation är låg, vilket märks i underlagen när tjänster köps in och när ansvaret för personuppgifter ska redas ut.", "Införandet av pm3 har påbörjats för att göra ansvaret tydligt. Processen för upphandling ses över så att krav på informationssäkerhet tas om hand. Arbetet pågår även nästa år."),
        .. Risk("1.2.7.3", "Överföringar till tredjeland (kvarstår)", "Överföringar till USA vilar på ett beslut om adekvat skyddsnivå som kan upphöra med kort varsel.", "Förvaltningen följer frågan och har börjat ta fram en plan för hur uppgifter kan flyttas."),
        .. Risk("1.2.7.4", "Skyddade personuppgifter i förskolan (kvarstår)", "Närvarotjänsten följer inte stadens riktlinjer för skyddade personuppgifter.", "Administrativa skyddsåtgärder är vidtagna. Risken kvarstår till dess att tjänsten har bytts."),
        .. Risk("1.2.7.5", "För lite resurser i central objektförvaltning (ny)", "Nya gemensamma tjänster införs utan att den centrala förvaltningen kan svara på frågor och krav.", "Frågan är lyft till stadsledningskontoret."),
        .. Risk("1.2.7.6", "Ny teknik utan analys och dokumentation (ny)", "Uppgifter behandlas med artificiell intelligens utan att någon har bedömt om det är säkert.", "En förteckning över användningen är påbörjad och ska vara klar till halvårsskiftet."),
    ];

    private static IEnumerable<Block> Risk(string number, string heading, string about, string done) =>
        [new Block.Heading(4, number, heading), P(about), P(new Inline.Strong("Arbete under 2025. "), done)];

    private static IEnumerable<Block> Deviation() =>
    [
        new Block.Heading(3, "1.2.8", "Information om avvikelser"),
        new Block.Heading(4, "", "Angreppet mot en leverantör av it-tjänster"),
        P("Den 23 augusti 2025 upptäcktes ett angrepp mot en leverantör som staden hade valt för en ny tjänst. Tjänsten var ännu inte i drift, men riktiga uppgifter om anställda hade lästs in i testmiljön. Förvaltningen fick veta det den 26 augusti."),
        new Block.Table("Händelser i ordning", ["Datum", "Händelse", "Slag"],
        [
            ["2025-06", "Samordnaren begär underlag från klassningen", "Kommunikation"],
            ["2025-08-23", "Angreppet upptäcks hos leverantören", "Upptäckt"],
            ["2025-08-26", "Förvaltningen får kännedom: namn, organisation och personnummer finns i testmiljön", "Kännedom"],
            ["2025-08-29", "Anmälan till Integritetsskyddsmyndigheten", "Anmälan"],
            ["2025-09-02", "Leverantören meddelar att uppgifterna har röjts; fler kategorier än vad som först var känt", "Ny uppgift"],
            ["2025-09-04", "Anmälan kompletteras. Medarbetarna informeras på intranätet", "Komplettering"],
            ["2025-09-15", "Anmälan kompletteras efter att uppgifterna har publicerats", "Komplettering"],
            ["2025-09-17", "Skyddade personuppgifter bekräftas röjda; även tidigare anställda berörs", "Ny uppgift"],
            ["2025-09-25", "Berörda informeras digitalt, därefter med brev", "Information"],
        ])
        { Source = "incidentregistret, händelse 2025-031" },
        new Block.Heading(4, "", "Lärdomar"),
        P("Varje nämnd är personuppgiftsansvarig och äger sin information. För att ta det ansvaret behöver förvaltningen veta hur informationen hanteras av andra förvaltningar och av gemensamma leverantörer. Testmiljöer ska innehålla testdata; det minskar inte sannolikheten för ett angrepp, men följderna för enskilda blir mindre."),
    ];

    private static IEnumerable<Block> Improvements() =>
    [
        new Block.PageBreak(),
        new Block.Heading(2, "1.3", "Förbättringar som föreslås"),
        new Block.Heading(3, "1.3.1", "Informationssäkerhet i upphandlingsförfarandet (kvarstår sedan 2024)"),
        P("Gör tydligt i processerna för inköp och upphandling att informationssäkerhet och dataskydd alltid ska beaktas när tjänster köps in eller när känslig information delas med en leverantör. En checklista är framtagen men behöver införas."),
        new Block.Heading(3, "1.3.2", "Stärka chefers kunskap om informationssäkerhet (kvarstår sedan 2024)"),
        P("Chefer behöver gå före och arbeta för en god kultur i sina grupper. Det kräver kunskap och verktyg, särskilt för den som är ny i sitt uppdrag."),
        new Block.Heading(3, "1.3.3", "Involvera ledningsgruppen mer (kvarstår sedan 2024)"),
        P("Ta fram en struktur för hur arbetet följs upp i ledningsgruppen, så att den kan prioritera åtgärder utifrån bedömda risker. Uppföljningen föreslås ske varje tertial."),
        new Block.Heading(3, "1.3.4", "Högre genomförande av de obligatoriska e-utbildningarna (kvarstår sedan 2024)"),
        P("Båda utbildningarna ska genomföras i högre grad av chefer, medarbetare och ledamöter. Målet för 2026 är 80 procent bland chefer och 60 procent bland medarbetare."),
        new Block.Heading(3, "1.3.5", "Utbildningsunderlag för medarbetare utan dator (ny)"),
        P("Flera yrkesgrupper har inte tillgång till dator i sitt dagliga arbete och behöver ett underlag på ett enklare sätt, anpassat till verksamheten."),
    ];

    private static IEnumerable<Block> Plan() =>
    [
        new Block.Heading(2, "1.4", "Treårsplan för åren 2026–2028"),
        new Block.Heading(3, "1.4.1", "2026"),
        Bullets("Utbildningsunderlag till verksamheter där medarbetare inte har tillgång till dator", "Fortsatt införande av pm3", "Arbetssätt för att följa upp klassningar systematiskt", "Påbörja anpassningen till NIS 2 utifrån risk- och sårbarhetsanalysen", "Information om tjänster som bygger på artificiell intelligens", "Klassa informationstillgångar, minst 12 system", "Inventera behandlingar av personuppgifter", "Övning för ledningsgruppen: ett antagonistiskt angrepp"),
        new Block.Heading(3, "1.4.2", "2027"),
        Bullets("Fortsatt införande av pm3", "Fortsatt anpassning till NIS 2", "Övning i verksamheter: nätverksbortfall eller dataförlust", "Klassa informationstillgångar, minst 18 system"),
        new Block.Heading(3, "1.4.3", "2028"),
        Bullets("Slutföra införandet av pm3", "Övning för ledningsgruppen: ett antagonistiskt angrepp", "Klassa informationstillgångar, alla återstående system"),
    ];

    private static IEnumerable<Block> Decision() =>
    [
        new Block.Heading(1, "", "Beslut") { Anchor = "beslut" },
        P("Stadsdelsdirektören beslutar om förslagen enligt tabellen. Av 6 kap. 4 § i delegationsordningen följer att beslutet anmäls till nämnden."),
        new Block.Table("Beslut per förslag", ["Förslag", "Beslut", "Ansvarig", "Klart", "Medel (kr)"],
        [
            ["Informationssäkerhet i upphandling", "Godkänt", "Upphandlingschef", "2026-06-30", "150 000"], ["Chefers kunskap", "Godkänt", "HR-chef", "2026-12-31", "80 000"],
            ["Ledningsgruppens uppföljning", "Ändrat", "Stadsdelsdirektör", "2026-04-30", "0"], ["Obligatoriska e-utbildningar", "Godkänt", "Avdelningschefer", "2026-12-31", "0"],
            ["Underlag för medarbetare utan dator", "Godkänt", "Kommunikationschef", "2026-09-30", "120 000"], ["Summa", "", "", "", "350 000"],
        ])
        { NumberColumns = [4], EndsWithTotal = true },
        P("Beslutad av stadsdelsdirektören, dokumentdatum 2025-12-04."),
    ];
}
