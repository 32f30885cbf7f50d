/// What stands beside the truth files.
enum TruthNote {
    static func text(_ plan: CityPlan) -> String {
        ([plain] + (plan.noise.isNone ? [] : [noisy]) + (plan.anomalies == 0 ? [] : [unusual])).joined(
            separator: "\n\n")
    }

    private static let unusual = """
        - `alerts.csv`: each row must be an alert of `kind` about the person or place, `since` when it began.
        - `near_alerts.csv`: nobody in it may get an alert of that kind.
        - `clues.csv`: the grid that each clue must go to, and the clue that it only `repeats`, if any.
        """

    private static let noisy = """
        Things went wrong with the feeds of this city; `noise.csv` tells what, by `feed` and `device`: `option` how it was
        made, `missing` rows left out of a file, `clock` seconds by which a phone's or a gate's clock was ahead,
        `unregistered` phones that `people.csv` does not know. The truth is what it would be without: not all of it can be
        found any more, and a near miss may now be found.
        """

    private static let plain = """
        # Planted truth

        Every person, number and place here is made up. ID numbers carry area codes from 990000 on, which GB/T 2260 does not
        use; phones begin with 154, which no carrier holds; plates begin with 浙Z, a city letter that is not in use.

        - `contacts.csv`: each row must be found as a contact of `case_id` by `rule` or a weightier one, with at least `tier`
          (policy cn-nhc-v9). Other contacts may be found too: the everyday life of the city makes some.
        - `undeclared.csv`: each subject must be found as an undeclared traveller of `region` with this `status`.
        - `near_misses.csv`: `contact` rows must be no contact of `case_id`; `undeclared` rows must be no undeclared traveller.
          They lie a metre, a minute or a stop outside the rule that is named, and appear in no other row of any feed.

        Screen at local midnight that ends the last day (Asia/Shanghai).
        """
}
