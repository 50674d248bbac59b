import colors from "picocolors";

/** Colors for a stream: none in a pipe or a file, and none with NO_COLOR. */
export function colorsFor(stream: NodeJS.WriteStream) {
    return colors.createColors(colors.isColorSupported && stream.isTTY === true);
}
