/** What each room never imports: the table of CONTRIBUTING.md, as rules of `npm run lint`. */

/** Folders of `components/`. */
const rooms = (...names) => `^components/(${names.join("|")})/`;

/** A rule: the files under `from` import nothing under `never`, `but` aside. */
function rule(name, from, never, but) {
    return {
        name,
        severity: "error",
        from: { path: from },
        to: { path: never, ...(but && { pathNot: but }) },
    };
}

const connectors = ["defender", "sentinelApi", "sentinelS3"];
const anyPackage = "node_modules";

module.exports = {
    forbidden: [
        {
            name: "no cycles",
            severity: "error",
            from: {},
            to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
        },
        {
            name: "the simulator is AGPL: for tests only",
            severity: "error",
            from: { pathNot: "^tests/" },
            to: { path: "@cloud-copilot/iam-simulate" },
        },
        rule("the program is configuration and components", "^(index|config)\\.ts$", "^(connect|tools|tests)/"),
        rule(
            "the library knows neither command nor tools nor configuration",
            "^components/",
            "^(connect/|tools/|tests/|index\\.ts|config\\.ts)",
        ),
        rule("facts import nothing", rooms("facts"), `^components/|${anyPackage}`, rooms("facts")),
        rule("statements import nothing", rooms("iam"), `^components/|${anyPackage}`, rooms("iam")),
        rule("checks know facts, and no component", rooms("checks"), "^components/", rooms("checks", "facts")),
        rule(
            "what components share knows none of them",
            rooms("resources"),
            "^components/",
            rooms("resources", "checks", "facts"),
        ),
        rule("the logs know none of their readers", rooms("logs"), rooms("alarms", "connection", ...connectors)),
        rule(
            "alarms know names and ARNs, and no component",
            rooms("alarms"),
            rooms("connection", "logs", ...connectors),
        ),
        ...connectors.map((connector) =>
            rule(
                `${connector} knows no other connector, nor who uses it`,
                rooms(connector),
                rooms("alarms", "connection", ...connectors.filter((other) => other !== connector)),
            ),
        ),
        rule(
            "the command may import facts and statements, which are bundled into it, and no more",
            "^connect/",
            "^(components/|tools/|tests/|index\\.ts|config\\.ts)",
            rooms("facts", "iam"),
        ),
        rule(
            "what was registered doesn't know who asks",
            "^tools/registered/",
            "^(connect|tests|tools/(?!registered/))",
        ),
        rule(
            "the rehearsal doesn't know its readers",
            "^tools/rehearsal/",
            "^(connect|tests|tools/(bench|generate|review))/",
        ),
        rule(
            "the review knows neither command nor tests",
            "^tools/(generate|review)/",
            "^(connect|tests|tools/bench)/",
        ),
    ],
    options: {
        doNotFollow: { path: anyPackage },
        exclude: { path: "^(components|connect)/dist/" },
        tsConfig: { fileName: "tsconfig.json" },
        tsPreCompilationDeps: true,
    },
};
