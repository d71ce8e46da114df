export type Mutant = { name: string; replace: [text: string, by: string] }

/** Broken policies: each is `oracle.ts` with one thing wrong. A group is one idea that a good set of tests covers. */
export const groups: Mutant[][] = [
  [
    {
      name: 'allows everything',
      replace: ["return { effect: 'deny', rule, reason }", "return { effect: 'allow', rule: 'R0', reason }"],
    },
    {
      name: 'denies everything',
      replace: ["return { effect: 'allow', rule: 'R0', reason: resource.dataClass }", "return deny('R1', '')"],
    },
  ],
  [
    { name: 'forgets required attributes', replace: ['if (missing !== undefined)', "if (missing === 'nothing')"] },
    { name: 'takes null for a value', replace: ['value === undefined || value === null', 'value === undefined'] },
  ],
  [
    { name: 'trusts unknown regions', replace: ['if (place) return', "if (place?.kind === 'log') return"] },
    {
      name: 'compares names letter by letter',
      replace: ['.toLowerCase()', ''],
    },
  ],
  [
    { name: 'forgets replicas', replace: ["...resource.replicas.map(at('replica')),", ''] },
    { name: 'forgets backups', replace: ["...resource.backups.map(at('backup')),", ''] },
    {
      name: 'forgets backups of replicas',
      replace: ["...resource.replicas.flatMap((replica) => replica.backups ?? []).map(at('backup')),", ''],
    },
  ],
  [
    { name: 'forgets logs', replace: ['log.quotesContent !== false', 'false'] },
    { name: 'forgets telemetry', replace: ['stream.pseudonymised !== true', 'false'] },
    { name: 'forgets support', replace: ['support.canRead !== false', 'false'] },
    { name: 'counts logs without content', replace: ['log.quotesContent !== false', 'true'] },
  ],
  [
    {
      name: 'never ends an exemption',
      replace: ['exemption.from <= today && today <= exemption.until', 'exemption.from <= today'],
    },
    { name: 'ends an exemption a day early', replace: ['today <= exemption.until', 'today < exemption.until'] },
  ],
  [
    { name: 'exempts every kind of place', replace: ['one.kind === place.kind &&', ''] },
    { name: 'exempts every resource', replace: ['one.resource === resource.id &&', ''] },
  ],
  [
    {
      name: 'trusts the provider with keys',
      replace: ["if (custody === 'provider') return [operator]", "if (custody === 'provider') return []"],
    },
    { name: 'trusts a managed key service', replace: ['? [holder, operator] : [holder]', '? [holder] : [holder]'] },
    { name: 'ignores owners', replace: ['[id, ...withOwners(owner, context)]', '[id]'] },
    { name: 'ignores computing in the clear', replace: ["resource.attributes.runtime !== 'confidential'", 'false'] },
  ],
]

/** The text of a policy with one thing wrong. */
export function mutate(source: string, { name, replace: [text, by] }: Mutant): string {
  if (source.split(text).length !== 2) throw new Error(`the mutant "${name}" no longer fits the oracle`)
  return source.replace(text, () => by)
}
