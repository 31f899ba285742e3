using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;

namespace Genomlys.Training.Courses;

public sealed class CourseRegister : Register<Course>
{
    public CourseRegister() : base("courses", Area.Reference, Words.Of<CourseRegister>())
    {
        var code = Field(c => c.Code).Identifies().Searchable();
        var name = Field(c => c.Name).Searchable();
        Field(c => c.RenewalMonths);
        Field(c => c.ValidFrom);
        LongText(c => c.Source!).Detail();

        Titled(name);
        Ordered(name);
        Born(said => new Course { Id = Id<Course>.New(), Code = said.Get(code), Name = said.Get(name) });
    }
}
