// SPDX-License-Identifier: Apache-2.0
import { refusal } from "./allowed_import.ts";
import { commentReferences } from "./comment_references.ts";

type Range = Deno.lint.Range;

/** Where comments start within their range: after two slashes, or a slash and an asterisk. */
const COMMENT_MARK = 2;

/** Reports every way a source names another module, unless scripts may import it. Loads nothing. */
const plugin: Deno.lint.Plugin = {
  name: "coral",
  rules: {
    "import-gate": {
      create(context): Deno.lint.LintVisitor {
        const check = (specifier: unknown, range: Range): void => {
          const message = typeof specifier === "string"
            ? refusal(specifier)
            : "an import must name its module in a plain string, so that it can be checked before";
          if (message !== null) {
            context.report({ range, message });
          }
        };
        return {
          Program(program): void {
            for (const comment of program.comments) {
              const offset = comment.range[0] + COMMENT_MARK;
              for (const { specifier, start, end } of commentReferences(comment.value)) {
                check(specifier, [offset + start, offset + end]);
              }
            }
          },
          ImportDeclaration: (node) => check(node.source.value, node.source.range),
          ExportAllDeclaration: (node) => check(node.source.value, node.source.range),
          ExportNamedDeclaration(node): void {
            if (node.source) {
              check(node.source.value, node.source.range);
            }
          },
          ImportExpression: (node) => check(literal(node.source), node.source.range),
          TSImportType: (node) => check(literal(node.argument), node.range),
          TSImportEqualsDeclaration(node): void {
            const { moduleReference } = node;
            if (moduleReference.type === "TSExternalModuleReference") {
              check(literal(moduleReference.expression), moduleReference.range);
            }
          },
          TSModuleDeclaration(node): void {
            if (node.id.type === "Literal") {
              check(node.id.value, node.id.range);
            }
          },
        };
      },
    },
  },
};

export default plugin;

/** The value of a string literal, also of one that is a type or a template without placeholders. */
function literal(node: Deno.lint.Node): string | undefined {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? node.value : undefined;
    case "TSLiteralType":
      return literal(node.literal);
    case "TemplateLiteral":
      return node.expressions.length === 0 ? node.quasis[0]?.cooked : undefined;
    default:
      return undefined;
  }
}
