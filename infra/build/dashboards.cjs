// node dashboards.cjs rules FILE...: prints the dashboards' expressions as a rule file, for promtool.
// node dashboards.cjs names FILE...:  prints every metric name in dashboards and rule files, one a line.
// Fails on what Grafana would only show as an empty panel: ids twice, panels over each other, foreign data sources.
const fs = require("fs");
const [mode, ...files] = process.argv.slice(2);
const COLUMNS = 24;

function judge(file, board) {
  const wrong = (why) => {
    console.error(`${file}: ${why}`);
    process.exitCode = 1;
  };
  if (!board.uid || !board.title) wrong("no uid or title");
  if (board.editable !== false) wrong("editable: changes in the browser would be lost");
  const ids = new Set();
  const taken = new Map();
  for (const panel of board.panels) {
    if (ids.has(panel.id)) wrong(`panel id ${panel.id} twice`);
    ids.add(panel.id);
    const { x, y, w, h } = panel.gridPos;
    if (x < 0 || x + w > COLUMNS) wrong(`"${panel.title}" leaves the grid`);
    for (let row = y; row < y + h; row++)
      for (let column = x; column < x + w; column++) {
        const cell = `${row}/${column}`;
        if (taken.has(cell)) return wrong(`"${panel.title}" lies over "${taken.get(cell)}"`);
        taken.set(cell, panel.title);
      }
    if (!panel.targets.length) wrong(`"${panel.title}" shows nothing`);
    for (const target of panel.targets)
      if (target.datasource.uid !== "gavel-prometheus") wrong(`"${panel.title}" asks an unknown data source`);
  }
}

const expressions = (board) =>
  board.panels.flatMap((panel) => panel.targets.map((target) => target.expr.replaceAll("$__rate_interval", "1m")));

const boards = files.filter((file) => file.endsWith(".json")).map((file) => [file, JSON.parse(fs.readFileSync(file, "utf8"))]);
boards.forEach(([file, board]) => judge(file, board));

if (mode === "rules") {
  // JSON is YAML.
  const rules = boards.flatMap(([, board]) => expressions(board)).map((expr, i) => ({ record: `panel:${i}`, expr }));
  console.log(JSON.stringify({ groups: [{ name: "dashboards", rules }] }, null, 1));
} else {
  const texts = boards.flatMap(([, board]) => expressions(board));
  for (const file of files.filter((name) => !name.endsWith(".json")))
    for (const line of fs.readFileSync(file, "utf8").split("\n")) if (!/^\s*(#|summary:|- alert:|- record:)/.test(line)) texts.push(line);
  // Recorded names have colons and are not metrics of a service.
  const names = new Set(texts.join(" ").match(/(?<![\w:])(?:gavel|jvm|process|system)_[a-z0-9_]+(?![\w:])/g));
  console.log([...names].sort().join("\n"));
}
