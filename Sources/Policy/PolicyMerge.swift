/// Lays a policy file over the one it extends.
///
/// A rule with an id that the parent has overrides that rule key by key; if it writes `looks_for`, which decides what
/// keys a rule has, it stands for itself instead. A rule with a new id is added at the end. `{id: x, drop: true}` takes
/// the parent's rule away.
enum PolicyMerge {
    /// What child and parent say together.
    static func merge(_ child: PolicyNode, over parent: PolicyNode) throws(PolicyError) -> PolicyNode {
        var result = try checked(child)
        guard case .mapping(let own) = result.value, case .mapping(var entries) = parent.value else { return result }
        entries.removeAll { PolicyChain.ownKeys.contains($0.key) }
        for (key, node) in own where key != "extends" {
            guard let place = entries.firstIndex(where: { $0.key == key }) else {
                entries.append((key, node))
                continue
            }
            switch key {
            case "rules": entries[place].node = try rules(node, over: entries[place].node)
            // What cleaning is done decides what keys it has.
            case "carrier" where node.value(of: "method") != nil: entries[place].node = node
            default: entries[place].node = overlay(node, over: entries[place].node)
            }
        }
        mark(drops(in: own), in: &entries)
        let head = entries.filter { PolicyChain.ownKeys.contains($0.key) }
        result.value = .mapping(head + entries.filter { !PolicyChain.ownKeys.contains($0.key) })
        return result
    }

    /// The file itself, if no rule stands in it twice.
    static func checked(_ file: PolicyNode) throws(PolicyError) -> PolicyNode {
        guard let rules = file.value(of: "rules"), case .list(let items) = rules.value else { return file }
        var lines: [String: Int] = [:]
        for item in items {
            guard let id = item.value(of: "id"), case .scalar(let name) = id.value else { continue }
            if let firstLine = lines[name] {
                throw .duplicateRule(file: id.file, line: id.line, key: id.path, id: name, firstLine: firstLine)
            }
            lines[name] = item.line
        }
        return file
    }

    /// Rules that a file takes away, by id.
    private static func drops(in entries: [(key: String, node: PolicyNode)]) -> [String: PolicyNode.Spot] {
        guard let rules = entries.first(where: { $0.key == "rules" })?.node, case .list(let items) = rules.value
        else { return [:] }
        var spots: [String: PolicyNode.Spot] = [:]
        for item in items {
            guard let drop = item.value(of: "drop"), case .scalar(let id) = item.value(of: "id")?.value else {
                continue
            }
            spots[id] = PolicyNode.Spot(file: drop.file, path: drop.path, line: drop.line)
        }
        return spots
    }

    /// Remembers at each name of a dropped rule in `secondary.rules` who dropped it, for it was right where it was
    /// written.
    private static func mark(_ drops: [String: PolicyNode.Spot], in entries: inout [(key: String, node: PolicyNode)]) {
        guard !drops.isEmpty, let place = entries.firstIndex(where: { $0.key == "secondary" }),
            case .mapping(var keys) = entries[place].node.value,
            let list = keys.firstIndex(where: { $0.key == "rules" }), case .list(var items) = keys[list].node.value
        else { return }
        for number in items.indices {
            guard case .scalar(let name) = items[number].value, let drop = drops[name], drop.file != items[number].file
            else { continue }
            items[number].dropped = drop
        }
        keys[list].node.value = .list(items)
        entries[place].node.value = .mapping(keys)
    }

    /// Mappings merge key by key, at any depth; everything else is replaced.
    private static func overlay(_ child: PolicyNode, over parent: PolicyNode) -> PolicyNode {
        guard case .mapping(let own) = child.value, case .mapping(var entries) = parent.value else { return child }
        for (key, node) in own {
            if let place = entries.firstIndex(where: { $0.key == key }) {
                entries[place].node = overlay(node, over: entries[place].node)
            } else {
                entries.append((key, node))
            }
        }
        var result = child
        result.value = .mapping(entries)
        return result
    }

    private static func rules(_ child: PolicyNode, over parent: PolicyNode) throws(PolicyError) -> PolicyNode {
        guard case .list(var items) = parent.value else { return child }
        for rule in try child.list(of: "rules") {
            guard case .mapping(let entries) = rule.value else { throw rule.expected("a mapping with an id") }
            guard let name = rule.value(of: "id") else {
                throw .missing(file: rule.file, line: rule.line, key: "\(rule.path).id")
            }
            let id = try name.text("a name such as rail.coach")
            let place = items.firstIndex { if case .scalar(id) = $0.value(of: "id")?.value { true } else { false } }
            if let drop = rule.value(of: "drop") {
                guard try drop.flag(), entries.count == 2 else { throw drop.expected("only id and drop: true") }
                guard let place else { throw name.expected("the id of a rule that the extended policy has") }
                items.remove(at: place)
            } else if let place {
                items[place] = rule.value(of: "looks_for") == nil ? overlay(rule, over: items[place]) : rule
            } else {
                items.append(rule)
            }
        }
        var result = child
        result.value = .list(items)
        return result
    }
}
