const PREFIX = 'SPANE_SECRET_'

/** Secrets by the name that expressions use: `SPANE_SECRET_TOKEN` is `secrets.TOKEN`. Empty ones are left out. */
export function createSecretSource(env: Record<string, string | undefined>): Record<string, string> {
  const secrets: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith(PREFIX) && name.length > PREFIX.length && value) secrets[name.slice(PREFIX.length)] = value
  }
  return secrets
}
