import Vocabulary

/// The small county that the repository ships in `SampleData`.
///
/// `scripts/make-sample` takes the files of this plan, adds the hand-made stories, and gives some files the encodings,
/// formats and coordinates in which such feeds really arrive.
public enum SampleCounty {
    /// 600 people in the week from 2020-01-22 to 2020-01-28, to be screened at 2020-01-29T00:00:00+08:00.
    public static let plan = CityPlan(
        people: 600, days: 7, cases: 3, carrierRows: 15_000, seed: 2020_01_28,
        firstDay: CivilDate(year: 2020, month: 1, day: 22).dayNumber)
}
