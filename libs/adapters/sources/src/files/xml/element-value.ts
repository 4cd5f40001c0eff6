import type { JsonValue } from '@director/kit'

/** Name of the text of an element that has attributes or children as well. */
const TEXT = '#text'

/** An element while it is read: its attributes and children so far. */
export class OpenElement {
  private readonly values = new Map<string, JsonValue>()
  private readonly lists = new Set<string>()
  private text = ''

  constructor(
    readonly name: string,
    attributes: Readonly<Record<string, string>>,
  ) {
    for (const [attribute, value] of Object.entries(attributes)) this.add(attribute, value)
  }

  /** What has the same name becomes a list, in the order of the file; attributes come first. */
  add(name: string, value: JsonValue): void {
    const before = this.values.get(name)
    if (before === undefined) this.values.set(name, value)
    else if (this.lists.has(name) && Array.isArray(before)) before.push(value)
    else {
      this.lists.add(name)
      this.values.set(name, [before, value])
    }
  }

  addText(text: string): void {
    this.text += text
  }

  get size(): number {
    return this.values.size
  }

  /**
   * Text when there is nothing else, null when there is nothing; else an object. White space between children is no text.
   *
   * @see Director's file import (Fileshipper): attributes and children side by side, repeated names are lists
   */
  value(): JsonValue {
    if (this.values.size === 0) return this.text === '' ? null : this.text
    const text = this.text.trim()
    if (text !== '') this.add(TEXT, text)
    return Object.fromEntries(this.values)
  }
}
