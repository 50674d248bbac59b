import colors from "picocolors";

/** Colours for a stream: none in a pipe or a file, whatever the environment, and none with NO_COLOR. */
export function colorsFor(stream: NodeJS.WriteStream) {
    return colors.createColors(colors.isColorSupported && stream.isTTY === true);
}
