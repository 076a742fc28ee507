import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

const sources = ["src", "public", "package.json", "package-lock.json", "vite.config.ts"];

function files(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)));
}

/** Writes which sources the committed files were built from, so that a test notices when somebody forgot to build. */
function stamp(): Plugin {
  return {
    name: "goldbell-stamp",
    generateBundle() {
      const digest = createHash("sha256");
      for (const file of sources.flatMap(files).sort()) {
        digest.update(file.replaceAll("\\", "/") + "\0");
        digest.update(readFileSync(file));
        digest.update("\0");
      }
      this.emitFile({ type: "asset", fileName: "sources.sha256", source: digest.digest("hex") + "\n" });
    },
  };
}

/** Two lines of htmx that these pages must not have: an eval, which their policy forbids anyway, and a copy of the
 * address in the browser's storage, where a later user of the desk could read it. */
const unwanted = [
  ["return eval(str)", 'throw new Error("no eval on these pages: " + str.length)'],
  ["sessionStorage.setItem('htmx-current-path-for-history', path)", ""],
] as const;

function strictHtmx(): Plugin {
  return {
    name: "goldbell-strict-htmx",
    transform(code, id) {
      if (!id.includes("htmx.esm")) return null;
      for (const [line, instead] of unwanted) {
        if (!code.includes(line)) throw new Error(`htmx changed, look again at: ${line}`);
        code = code.replace(line, instead);
      }
      return { code, map: null };
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [strictHtmx(), stamp()],
  build: {
    outDir: "../src/goldbell/web/static/goldbell/dist",
    emptyOutDir: true,
    target: "es2022",
    // Wide enough for the Chromium-based browsers that Chinese bureaus run on their own desktops.
    cssTarget: "chrome109",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    rollupOptions: {
      input: "src/main.ts",
      output: {
        format: "iife",
        entryFileNames: "goldbell.js",
        assetFileNames: "goldbell[extname]",
      },
    },
  },
});
