// JSON lines: a request {id, verb, ...} comes on standard input, {id, result} or {id, error} goes to standard output,
// and so do events, {event, ...}, as they happen.
import { createInterface } from "node:readline";

export function tell(line) {
    process.stdout.write(`${JSON.stringify(line)}\n`);
}

export function serve(verbs) {
    const lines = createInterface({ input: process.stdin });
    lines.on("line", async (line) => {
        const { id, verb, ...request } = JSON.parse(line);
        try {
            tell({ id, result: (await verbs[verb](request)) ?? null });
        } catch (fault) {
            tell({ id, error: String(fault?.stack ?? fault) });
        }
    });
    lines.on("close", () => process.exit(0)); // Whoever drives this has gone.
}

// Returns what `look` finds, looking now and whenever one of `[emitter, event]` happens; null is not found.
export function until(look, ...sources) {
    return new Promise((resolve, reject) => {
        const stop = () => sources.forEach(([emitter, event]) => emitter.off(event, again));
        const again = async () => {
            try {
                const found = await look();
                if (found !== null) {
                    stop();
                    resolve(found);
                }
            } catch (fault) {
                stop();
                reject(fault);
            }
        };
        sources.forEach(([emitter, event]) => emitter.on(event, again));
        again();
    });
}
