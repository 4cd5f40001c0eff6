const SHORTEST = 4

/** Hides secrets in what servers answer: some repeat what they were sent. */
export class Redaction {
  private readonly secrets = new Set<string>()

  /** Adds a secret, also in the form it has in an address and in base64. Very short ones would garble every text. */
  add(secret: string | undefined): void {
    if (secret === undefined || secret.length < SHORTEST) return
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
      this.secrets.add(form)
    }
  }

  apply(text: string): string {
    // The longest first: one secret may be part of another.
    const ordered = [...this.secrets].sort((left, right) => right.length - left.length)
    return ordered.reduce((redacted, secret) => redacted.replaceAll(secret, '…'), text)
  }
}
