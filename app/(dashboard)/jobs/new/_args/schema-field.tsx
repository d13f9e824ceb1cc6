"use client";
import { Plus, X } from "lucide-react";
import { Button, IconButton } from "@/app/_ui/button.tsx";
import { classNames } from "@/app/_ui/class-names.ts";
import { Field, Select, TextArea, TextInput } from "@/app/_ui/fields.tsx";
import { JsonField } from "./json-field.tsx";
import { fieldKind, isSchema, type Schema, startValue, type Value } from "./schema.ts";
import type { Json } from "@/lib/jobs/json.ts";

export interface SchemaFieldProps {
  schema: Schema;
  label: string;
  /** From the root of the request: `args.to`. Errors are found by it. */
  path: string;
  value: Value;
  isRequired: boolean;
  errors: Record<string, string>;
  onChange: (value: Value) => void;
}

/** Draws one node of a JSON Schema. */
export function SchemaField(props: SchemaFieldProps) {
  const kind = fieldKind(props.schema);
  switch (kind.kind) {
    case "object":
      return <ObjectField {...props} fields={kind.fields} />;
    case "positions":
      return <PositionsField {...props} items={kind.items} rest={kind.rest} />;
    case "list":
      return <ListField {...props} item={kind.item} />;
    case "pairs":
      return <PairsField {...props} item={kind.value} />;
    case "variants":
      return <VariantsField {...props} variants={kind.variants} />;
    case "json":
      return <JsonField {...props} hint={kind.description} />;
    default:
      return <SimpleField {...props} />;
  }
}

function SimpleField({
  schema,
  label,
  path,
  value,
  isRequired,
  errors,
  onChange,
}: SchemaFieldProps) {
  const kind = fieldKind(schema);
  const { fallback, description } = kind;
  const whenEmpty = fallback === undefined ? "" : `${showJson(fallback)} when left out`;
  const common = { label, hint: description, error: errors[path], optional: !isRequired };
  switch (kind.kind) {
    case "text":
      return (
        <Field {...common}>
          {(wiring) =>
            kind.isLong ? (
              <TextArea
                {...wiring}
                value={textOf(value)}
                placeholder={whenEmpty}
                onChange={({ target }) => onChange(orLeftOut(target.value, isRequired))}
              />
            ) : (
              <TextInput
                {...wiring}
                type={kind.input === "date" ? "date" : "text"}
                inputMode={kind.input === "date" ? undefined : kind.input}
                value={textOf(value)}
                placeholder={whenEmpty}
                onChange={({ target }) => onChange(orLeftOut(target.value, isRequired))}
              />
            )
          }
        </Field>
      );
    case "number":
      return (
        <Field {...common} hint={[description, rangeText(kind)].filter(Boolean).join(" ")}>
          {(wiring) => (
            <TextInput
              {...wiring}
              inputMode={kind.isWhole ? "numeric" : "decimal"}
              value={textOf(value)}
              placeholder={whenEmpty}
              onChange={({ target }) => onChange(numberFrom(target.value))}
            />
          )}
        </Field>
      );
    case "boolean":
      return (
        <Field {...common}>
          {(wiring) => (
            <Select
              {...wiring}
              value={value === undefined ? "" : textOf(value)}
              onChange={({ target }) =>
                onChange(target.value === "" ? undefined : target.value === "true")
              }
            >
              <option value="">{whenEmpty || (isRequired ? "Choose" : "left out")}</option>
              <option value="true">yes</option>
              <option value="false">no</option>
            </Select>
          )}
        </Field>
      );
    case "choice":
      return (
        <Field {...common}>
          {(wiring) => (
            <Select
              {...wiring}
              value={kind.options.findIndex((option) => option === value)}
              onChange={({ target }) => onChange(kind.options[Number(target.value)])}
            >
              <option value={-1}>{whenEmpty || (isRequired ? "Choose" : "left out")}</option>
              {kind.options.map((option, index) => (
                <option key={showJson(option)} value={index}>
                  {showJson(option)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      );
    default:
      return null;
  }
}

type ObjectFieldProps = SchemaFieldProps & {
  fields: { name: string; schema: Schema; isRequired: boolean }[];
};

function ObjectField({
  label,
  path,
  value,
  isRequired,
  errors,
  onChange,
  fields,
}: ObjectFieldProps) {
  const object = isSchema(value) ? value : {};
  if (!isRequired && value === undefined)
    return <AddButton label={label} path={path} errors={errors} onAdd={() => onChange({})} />;
  const change = (name: string, next: Value) => {
    const { [name]: _, ...rest } = object;
    // The order of the schema, so that what is shown as JSON does not jump about.
    const all: Record<string, Value> = { ...rest, [name]: next };
    onChange(
      Object.fromEntries(
        [...fields.map((field) => field.name), ...Object.keys(rest)]
          .map((key) => [key, all[key]])
          .filter((entry): entry is [string, Json] => entry[1] !== undefined),
      ),
    );
  };
  return (
    <Group
      label={label}
      path={path}
      error={errors[path]}
      onRemove={isRequired ? undefined : () => onChange(undefined)}
    >
      {fields.map((field) => (
        <SchemaField
          key={field.name}
          schema={field.schema}
          label={fieldKind(field.schema).title || field.name}
          path={`${path}.${field.name}`}
          value={object[field.name]}
          isRequired={field.isRequired && field.schema.default === undefined}
          errors={errors}
          onChange={(next) => change(field.name, next)}
        />
      ))}
      {fields.length === 0 && <p className="text-ink-3">It takes none.</p>}
    </Group>
  );
}

type PositionsFieldProps = SchemaFieldProps & { items: Schema[]; rest: Schema | null };

function PositionsField({
  label,
  path,
  value,
  errors,
  onChange,
  items,
  rest,
}: PositionsFieldProps) {
  const list = Array.isArray(value) ? value : [];
  const schemas = [...items, ...(rest ? list.slice(items.length).map(() => rest) : [])];
  const change = (index: number, next: Value) =>
    onChange(schemas.map((_, at) => (at === index ? (next ?? null) : (list[at] ?? null))));
  return (
    <Group label={label} path={path} error={errors[path]}>
      {schemas.map((schema, index) => (
        <Removable
          // A position is its own name.
          key={index}
          name={`argument ${index + 1}`}
          onRemove={
            index < items.length ? undefined : () => onChange(list.filter((_, at) => at !== index))
          }
        >
          <SchemaField
            schema={schema}
            label={fieldKind(schema).title || `Argument ${index + 1}`}
            path={`${path}.${index}`}
            value={list[index] ?? undefined}
            isRequired
            errors={errors}
            onChange={(next) => change(index, next)}
          />
        </Removable>
      ))}
      {rest && (
        <Button onClick={() => onChange([...list, startValue(rest) ?? null])}>
          <Plus aria-hidden size={14} /> Add an argument
        </Button>
      )}
    </Group>
  );
}

function ListField({
  label,
  path,
  value,
  isRequired,
  errors,
  onChange,
  item,
}: SchemaFieldProps & { item: Schema }) {
  if (!isRequired && value === undefined)
    return <AddButton label={label} path={path} errors={errors} onAdd={() => onChange([])} />;
  const list = Array.isArray(value) ? value : [];
  return (
    <Group
      label={label}
      path={path}
      error={errors[path]}
      onRemove={isRequired ? undefined : () => onChange(undefined)}
    >
      {list.map((each, index) => (
        <Removable
          key={index}
          name={`item ${index + 1} of ${label}`}
          onRemove={() => onChange(list.filter((_, at) => at !== index))}
        >
          <SchemaField
            schema={item}
            label={`Item ${index + 1}`}
            path={`${path}.${index}`}
            value={each ?? undefined}
            isRequired
            errors={errors}
            onChange={(next) =>
              onChange(list.map((old, at) => (at === index ? (next ?? null) : old)))
            }
          />
        </Removable>
      ))}
      <Button onClick={() => onChange([...list, startValue(item) ?? null])}>
        <Plus aria-hidden size={14} /> Add an item
      </Button>
    </Group>
  );
}

function PairsField({
  label,
  path,
  value,
  isRequired,
  errors,
  onChange,
  item,
}: SchemaFieldProps & { item: Schema }) {
  if (!isRequired && value === undefined)
    return (
      <AddButton label={label} path={path} errors={errors} onAdd={() => onChange({ "": "" })} />
    );
  const pairs = isSchema(value) ? Object.entries(value) : [];
  const put = (next: [string, Json][]) => onChange(Object.fromEntries(next));
  return (
    <Group
      label={label}
      path={path}
      error={errors[path]}
      onRemove={isRequired ? undefined : () => onChange(undefined)}
    >
      {pairs.map(([name, each], index) => (
        <Removable
          key={index}
          name={name || `pair ${index + 1}`}
          onRemove={() => put(pairs.filter((_, at) => at !== index))}
        >
          <div className="grid grid-cols-2 gap-3">
            <Field label="Name" error={errors[`${path}.${name}`]}>
              {(wiring) => (
                <TextInput
                  {...wiring}
                  value={name}
                  onChange={({ target }) =>
                    put(pairs.map((pair, at) => (at === index ? [target.value, each] : pair)))
                  }
                />
              )}
            </Field>
            <SchemaField
              schema={item}
              label="Value"
              path={`${path}.${name}`}
              value={each}
              isRequired
              errors={{}}
              onChange={(next) =>
                put(pairs.map((pair, at) => (at === index ? [name, next ?? ""] : pair)))
              }
            />
          </div>
        </Removable>
      ))}
      <Button
        disabled={pairs.some(([name]) => name === "")}
        onClick={() => put([...pairs, ["", ""]])}
      >
        <Plus aria-hidden size={14} /> Add a pair
      </Button>
    </Group>
  );
}

type VariantsFieldProps = SchemaFieldProps & { variants: { name: string; schema: Schema }[] };

function VariantsField(props: VariantsFieldProps) {
  const { label, value, isRequired, onChange, variants } = props;
  const index =
    value === undefined
      ? -1
      : Math.max(
          0,
          variants.findIndex(({ schema }) => fits(schema, value)),
        );
  const current = variants[index];
  return (
    <div className="flex flex-col gap-3">
      <Field label={label} optional={!isRequired}>
        {(wiring) => (
          <Select
            {...wiring}
            value={index}
            onChange={({ target }) => {
              const chosen = variants[Number(target.value)];
              onChange(chosen && (startValue(chosen.schema) ?? emptyOf(chosen.schema)));
            }}
          >
            <option value={-1}>{isRequired ? "Choose" : "left out"}</option>
            {variants.map(({ name }, at) => (
              <option key={name} value={at}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {current && current.schema.type !== "null" && (
        <SchemaField {...props} schema={current.schema} isRequired />
      )}
    </div>
  );
}

/** Whether a value has the shape of a variant: the same type, and the same constants. */
function fits(schema: Schema, value: Json): boolean {
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  if (schema.type === "integer" ? type !== "number" : schema.type !== type) return false;
  if (!isSchema(value) || !isSchema(schema.properties)) return true;
  return Object.entries(schema.properties).every(
    ([name, property]) =>
      !isSchema(property) || property.const === undefined || value[name] === property.const,
  );
}

const emptyOf = ({ type }: Schema): Json =>
  type === "null" ? null : type === "boolean" ? false : type === "object" ? {} : "";

interface GroupProps {
  label: string;
  path: string;
  error: string | undefined;
  onRemove?: (() => void) | undefined;
  children: React.ReactNode;
}

function Group({ label, path, error, onRemove, children }: GroupProps) {
  const isRoot = !path.includes(".");
  return (
    <fieldset
      aria-invalid={error !== undefined || undefined}
      className={classNames(
        "flex min-w-0 flex-col gap-3.5",
        !isRoot && "border-l-2 border-line pl-3.5",
      )}
    >
      <legend className={isRoot ? "sr-only" : "contents"}>
        <span className="flex items-center gap-2 pb-1 font-medium">
          {label}
          {onRemove && (
            <button
              type="button"
              className="text-sm font-normal text-ink-3 underline"
              onClick={onRemove}
            >
              leave it out
            </button>
          )}
        </span>
      </legend>
      {error !== undefined && <p className="text-sm font-medium text-failed">{error}</p>}
      {children}
    </fieldset>
  );
}

interface AddButtonProps {
  label: string;
  path: string;
  errors: Record<string, string>;
  onAdd: () => void;
}

const AddButton = ({ label, path, errors, onAdd }: AddButtonProps) => (
  <div>
    <Button onClick={onAdd}>
      <Plus aria-hidden size={14} /> {label}
    </Button>
    {errors[path] !== undefined && (
      <p className="mt-1 text-sm font-medium text-failed">{errors[path]}</p>
    )}
  </div>
);

function Removable({
  name,
  onRemove,
  children,
}: {
  name: string;
  onRemove: (() => void) | undefined;
  children: React.ReactNode;
}) {
  return (
    <div className="flex items-end gap-1">
      <div className="min-w-0 flex-1">{children}</div>
      {onRemove && (
        <IconButton name={`Remove ${name}`} onClick={onRemove}>
          <X aria-hidden size={15} />
        </IconButton>
      )}
    </div>
  );
}

const showJson = (value: Json) => (typeof value === "string" ? value : JSON.stringify(value));
const textOf = (value: Value) =>
  value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
const orLeftOut = (text: string, isRequired: boolean): Value =>
  text === "" && !isRequired ? undefined : text;

/** What is no number stays as it was typed: the server says what is wrong with it. */
function numberFrom(text: string): Value {
  if (text.trim() === "") return undefined;
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text.trim() ? number : text;
}

function rangeText({ least, most }: { least?: number; most?: number }): string {
  const shown = (bound: number | undefined) =>
    bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER
      ? null
      : bound.toLocaleString("en");
  const [from, to] = [shown(least), shown(most)];
  if (from !== null && to !== null) return `${from} to ${to}.`;
  if (from !== null) return `${from} or more.`;
  return to === null ? "" : `${to} at most.`;
}
