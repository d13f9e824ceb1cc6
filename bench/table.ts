/** Lines of a Markdown table: the first column to the left, figures to the right. */
export function table(header: string[], rows: string[][]): string {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((cells) => cells[column]!.length)),
  );
  const line = (cells: string[]) => {
    const padded = cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
    );
    return `| ${padded.join(" | ")} |\n`;
  };
  return line(header) + line(widths.map((width) => "-".repeat(width))) + rows.map(line).join("");
}

export function shown(figure: number): string {
  return Math.abs(figure) >= 100 ? Math.round(figure).toLocaleString("en") : figure.toFixed(2);
}
