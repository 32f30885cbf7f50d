/// Facts of the tool.
public enum TraceGrid {
    /// Version printed by `--version` and in every manifest.
    public static let version = "0.1.0"
}
