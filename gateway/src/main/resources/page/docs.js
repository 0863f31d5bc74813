// Shows /api/openapi.json to people.

import { h, render } from "./lib.js";

const resolve = (doc, schema) =>
  schema?.$ref ? schema.$ref.slice(2).split("/").reduce((at, key) => at?.[key], doc) : schema;

const nameOf = (schema) => schema?.$ref?.split("/").pop();

/** A schema in one line, as a reader would say it. */
function typeOf(schema) {
  if (!schema) return "";
  if (schema.$ref) return h("a", { href: `#schema-${nameOf(schema)}` }, nameOf(schema));
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.allOf) return schema.allOf.map((one, at) => [at > 0 && " & ", typeOf(one)]);
  if (schema.type === "array") return ["[", typeOf(schema.items), "]"];
  return [schema.type].flat().join(" | ") + (schema.format ? ` (${schema.format})` : "");
}

function Fields({ doc, schema }) {
  const whole = resolve(doc, schema);
  const parts = whole?.allOf ?? [whole];
  const rows = parts.flatMap((part) => {
    const own = part?.$ref ? { properties: {} } : part;
    return Object.entries(own?.properties ?? {}).map(([name, type]) => ({
      name,
      type,
      needed: own.required?.includes(name),
    }));
  });
  const based = parts.filter((part) => part?.$ref);
  return [
    based.length > 0 && whole.allOf && h("p", null, ["as ", based.map((one) => [typeOf(one), " "])]),
    whole?.description && h("p", null, whole.description),
    rows.length > 0 &&
      h(
        "table",
        null,
        h(
          "tbody",
          null,
          rows.map(({ name, type, needed }) =>
            h("tr", { key: name }, [
              h("th", { scope: "row" }, [h("code", null, name), needed && h("b", { title: "required" }, " *")]),
              h("td", null, typeOf(type)),
              h("td", null, type.description ?? ""),
            ]),
          ),
        ),
      ),
  ];
}

const ACCESS = (security) =>
  security.some((one) => Object.keys(one).length === 0)
    ? "anybody"
    : security.some((one) => Object.values(one).flat().includes("staff"))
      ? "staff"
      : "logged in";

function Operation({ doc, path, method, operation, shared }) {
  const parameters = [...(shared ?? []), ...(operation.parameters ?? [])];
  const body = operation.requestBody?.content?.["application/json"];
  return h("details", { class: `card operation ${method}` }, [
    h("summary", null, [
      h("b", { class: "method" }, method.toUpperCase()),
      h("code", null, `/api${path}`),
      h("span", null, operation.summary),
      h("small", { class: "access" }, ACCESS(operation.security)),
    ]),
    operation.description && h("p", null, operation.description),
    parameters.length > 0 && [
      h("h3", null, "Parameters"),
      h(
        "table",
        null,
        h(
          "tbody",
          null,
          parameters.map((one) =>
            h("tr", { key: one.name }, [
              h("th", { scope: "row" }, h("code", null, one.name)),
              h("td", null, one.in),
              h("td", null, typeOf(one.schema)),
              h("td", null, one.description),
            ]),
          ),
        ),
      ),
    ],
    body && [
      h("h3", null, "Body"),
      body.schema.$ref && h("p", null, typeOf(body.schema)),
      h(Fields, { doc, schema: body.schema }),
    ],
    h("h3", null, "Answers"),
    h(
      "dl",
      null,
      Object.entries(operation.responses).map(([status, told]) => {
        const answer = resolve(doc, told);
        const [media, content] = Object.entries(answer.content ?? {})[0] ?? [];
        return [
          h("dt", { key: `${status} code` }, status),
          h("dd", { key: status }, [
            answer.description,
            media && h("span", null, [" ", h("code", null, media), " ", typeOf(content.schema)]),
            content?.schema.properties && h(Fields, { doc, schema: content.schema }),
          ]),
        ];
      }),
    ),
  ]);
}

const METHODS = ["get", "post", "put", "delete"];

function Docs({ doc }) {
  const all = Object.entries(doc.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      path,
      method,
      operation: item[method],
      shared: item.parameters,
    })),
  );
  return [
    h("h1", null, `${doc.info.title} · REST`),
    doc.info.description.split("\n\n").map((text) => h("p", { class: "lead", key: text }, text)),
    h("p", null, h("a", { href: "/api/openapi.json" }, "openapi.json")),
    doc.tags.map(({ name, description }) =>
      h("section", { key: name }, [
        h("h2", null, [name, h("small", null, description)]),
        all
          .filter(({ operation }) => operation.tags.includes(name))
          .map((one) => h(Operation, { key: `${one.method} ${one.path}`, doc, ...one })),
      ]),
    ),
    h("section", null, [
      h("h2", null, "Schemas"),
      Object.entries(doc.components.schemas).map(([name, schema]) =>
        h("div", { class: "card schema", key: name, id: `schema-${name}` }, [
          h("h3", null, name),
          schema.properties || schema.allOf ? h(Fields, { doc, schema }) : h("p", null, typeOf(schema)),
        ]),
      ),
    ]),
  ];
}

const place = document.getElementById("docs");
const doc = await (await fetch("/api/openapi.json")).json();
place.replaceChildren();
render(h(Docs, { doc }), place);
