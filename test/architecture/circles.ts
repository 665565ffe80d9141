// Circles of a directed graph, as its strongly connected components (Tarjan 1972, "Depth-first search and linear graph
// algorithms").

/**
 * Each circle as one line: its members, sorted, and the edges among them. A node that points to itself is no circle.
 */
export function circles(edges: readonly (readonly [string, string])[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) {
    if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];

  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) as number);
    stack.push(node);
    for (const to of next.get(node) ?? []) {
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(node, Math.min(low.get(node) as number, low.get(to) as number));
    }
    if (low.get(node) !== index.get(node)) return;
    const component = stack.splice(stack.indexOf(node));
    if (component.length > 1) found.push(component.sort());
  };

  for (const node of next.keys()) if (!index.has(node)) visit(node);
  return found.map((component) => component.join(' <-> ')).sort();
}
