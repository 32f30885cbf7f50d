import Vocabulary

/// A town of two hamlets with a school of four levels, in files that a test writes person by person.
struct SmallTown {
    /// Day of the run, and the nights before it.
    static let today = CivilDate(year: 2020, month: 1, day: 28).dayNumber
    static let near = "990801010101", far = "990801010102"
    /// A position in each hamlet, and one outside of all.
    static let ground = [near: (118.305, 28.905), far: (118.318, 28.905), "": (117.5, 28.0)]

    private var people = "person_id,name,id_number,phones,home_grid,unit_grids\n"
    private var carrier = "phone,time,lon,lat,accuracy_m\n"
    private var checkins = "id_number,phone,date,temperature_c,isolated\n"
    private var visits = "place_id,id_number,phone,kind,start,end,fever\n"
    private var hotel = "place_id,room,id_number,check_in,check_out\n"
    private var declarations = "id_number,phone,declared_at,travelled,region,from,to,companions\n"
    private var count = 0

    static func date(_ day: Int32) -> String { CivilDate(dayNumber: day).text }
    static func idNumber(_ number: Int) -> String { "TOWN\(1000 + number)" }
    static func phone(_ number: Int) -> String { "15400\(100_000 + number)" }

    /// Adds somebody to the registry; gives the number that identifiers are made of.
    mutating func person(_ name: String, home: String = near, units: String = "", phone: String? = "own") -> Int {
        count += 1
        let phones = phone.map { $0 == "own" ? Self.phone(count) : $0 } ?? ""
        people += "T\(count),\(name),\(Self.idNumber(count)),\(phones),\(home),\(units)\n"
        return count
    }

    mutating func checkin(_ number: Int, _ day: Int32, _ temperature: String = "36.5", isolated: String = "") {
        checkins += "\(Self.idNumber(number)),,\(Self.date(day)),\(temperature),\(isolated)\n"
    }

    mutating func fever(_ number: Int, _ day: Int32) {
        visits += "CLI1,\(Self.idNumber(number)),,clinic,\(Self.date(day)) 10:00:00,\(Self.date(day)) 10:20:00,yes\n"
    }

    /// Pings through a night that begins on a day.
    mutating func night(_ number: Int, _ day: Int32, in grid: String, phone: String? = nil, accuracy: Int = 60) {
        guard let at = Self.ground[grid] else { return }
        for (date, time) in [(day, "22:30:00"), (day, "23:50:00"), (day + 1, "03:10:00"), (day + 1, "05:20:00")] {
            carrier += "\(phone ?? Self.phone(number)),\(Self.date(date)) \(time),\(at.0),\(at.1),\(accuracy)\n"
        }
    }

    mutating func noon(_ number: Int, _ day: Int32, in grid: String) {
        guard let at = Self.ground[grid] else { return }
        carrier += "\(Self.phone(number)),\(Self.date(day)) 12:00:00,\(at.0),\(at.1),60\n"
    }

    mutating func stay(_ number: Int, from: Int32, to: Int32?, hotel place: String) {
        hotel +=
            "\(place),101,\(Self.idNumber(number)),\(Self.date(from)) 18:00:00,\(to.map { Self.date($0) + " 09:00:00" } ?? "")\n"
    }

    mutating func declare(_ number: Int, travelled: Bool, from: Int32, to: Int32?) {
        declarations +=
            "\(Self.idNumber(number)),,\(Self.date(from)) 08:00:00,\(travelled ? "yes" : "no"),"
            + (travelled ? "9942,\(Self.date(from)),\(to.map(Self.date) ?? "")," : ",,,") + "\n"
    }

    /// The files for an inbox.
    var feeds: [String: [UInt8]] {
        func square(_ west: Double, _ east: Double) -> String {
            "[[[\(west),28.9],[\(east),28.9],[\(east),28.911],[\(west),28.911],[\(west),28.9]]]"
        }
        func feature(_ grid: String, _ west: Double, _ east: Double) -> String {
            "{\"type\":\"Feature\",\"properties\":{\"grid_id\":\"\(grid)\"},\"geometry\":{\"type\":\"Polygon\","
                + "\"coordinates\":\(square(west, east))}}"
        }
        let texts = [
            "people.csv": people, "carrier_town.csv": carrier, "checkins.csv": checkins, "visit.csv": visits,
            "hotel.csv": hotel, "declarations.csv": declarations,
            "grids.csv": """
            grid_id,parent_id,kind,level,name
            990801,,strip,county,安澜县
            \(Self.near),990801,strip,hamlet,莲池
            \(Self.far),990801,strip,hamlet,池下
            SCH,990801,block,school,安澜小学
            G1,SCH,block,grade,一年级
            CLS1,G1,block,class,一年级1班
            PAR1,CLS1,block,parents,一年级1班家长
            CLEAN,SCH,block,staff,保洁
            \n
            """,
            "grids.geojson": "{\"type\":\"FeatureCollection\",\"features\":["
                + feature(Self.near, 118.3, 118.312) + "," + feature(Self.far, 118.312, 118.324) + "]}",
            "places.csv": """
            place_id,kind,name,lon,lat,radius_m,grid_id,region
            CLI1,clinic,诊所,118.305,28.906,20,\(Self.near),990801
            HOT1,hotel,池下旅馆,118.318,28.906,20,\(Self.far),990801
            HOT9,hotel,临江旅馆,117.5,28.0,20,,9942
            \n
            """,
            "regions.csv": "region,name,level,from,to\n9942,临江市,high,2019-12-16,\n",
        ]
        return texts.mapValues { Array($0.utf8) }
    }
}
