// Standard output belongs to the answers: what the libraries print goes to standard error. Imported first, because
// they take hold of the console when they are loaded.
import { Console } from "node:console";

globalThis.console = new Console(process.stderr, process.stderr);
