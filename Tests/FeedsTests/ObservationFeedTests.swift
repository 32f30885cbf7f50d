import Feeds
import Testing
import Vocabulary

@Suite struct ObservationFeedTests {
    @Test func `a carrier file gives pings`() throws {
        let reading = try read(
            """
            phone,time,lon,lat,accuracy_m
            13139537647,2020-02-01 14:37:58,118.997086,28.992369,50
            +86 131-3953-7647,2020-02-01T14:38:00,118.997086,28.992369,
            """, as: "carrier.csv")
        #expect(reading.rejects == [])
        #expect(reading.addsUp)
        #expect(reading.subjects == [["13139537647"], ["13139537647"]])
        let ping = try #require(reading.observations.first)
        #expect(ping.span == TimeSpan(at: 1_580_539_078))
        #expect(ping.position == Position(lonE7: 1_189_970_860, latE7: 289_923_690))
        #expect(ping.accuracyCentimeters == 5000)
        #expect(ping.source.line == 2)
        #expect(ping.source.file == 7)
        #expect(reading.observations[1].accuracyCentimeters == nil)
        #expect(reading.observations[1].source.line == 3)
    }

    @Test func `a travel file gives rides with canonical service, carriage and seat`() throws {
        // An area that does not exist, so that nobody has this number.
        let number = "990426199101010079"
        let reading = try read(
            """
            id_number,mode,service,service_date,carriage,seat,from_place,to_place,depart,arrive,status,order_id
            \(number),rail,g0123次,2020-01-20,,05车12F号,WUH,QUZ,2020-01-20 08:00,2020-01-20 12:30,sold,E1
            E12345678,flight,CA0123,20200120,,012c,PEK,SHA,2020-01-20 08:00,2020-01-20 10:30,refunded,
            """, as: "travel_20200120.csv")
        #expect(reading.addsUp)
        #expect(reading.reasons == [.notARide])
        let ride = try #require(reading.observations.first)
        #expect(
            ride.ride
                == Ride(
                    mode: .rail, service: "G123", serviceDate: CivilDate(year: 2020, month: 1, day: 20).dayNumber,
                    carriage: "5", seat: "12F", fromPlace: "WUH", toPlace: "QUZ", order: "E1", soldOnly: true))
        #expect(reading.subjects == [[number]])
    }

    @Test func `stays know open ends and whole days`() throws {
        let reading = try read(
            """
            place_id,room,id_number,check_in,check_out
            H1,301,E12345678,2020-02-01,2020-02-03
            H1,302,E12345679,2020-02-01 12:00,
            H1,303,E12345680,2020-02-03 12:00,2020-02-02 12:00
            """, as: "hotel.csv")
        #expect(reading.addsUp)
        #expect(reading.reasons == [.endBeforeStart])
        #expect(reading.observations[0].span == TimeSpan(1_580_486_400, 1_580_486_400 + 3 * 86_400 - 1))
        #expect(reading.observations[0].traits.has(.dateOnly))
        #expect(reading.observations[1].traits.has(.openEnd))
        #expect(reading.observations[0].room == "301")
    }
}
