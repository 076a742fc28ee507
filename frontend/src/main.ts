/* Every page loads this one file. Each file in parts/ is one behaviour: it finds its own elements in a piece of page,
   at first load and again in whatever htmx sets in later. A new behaviour is a new file there. */
import htmx from "htmx.org";
import "./styles/index.css";

type Part = { start: (within: ParentNode) => void };

const parts = Object.values(import.meta.glob<Part>("./parts/*.ts", { eager: true }));

htmx.onLoad((element) => {
  const within = element instanceof Element ? element : document;
  for (const part of parts) part.start(within);
});
