/** A calendar day without a time, as an instant for formatters that are told the zone UTC. */
export function dayOf(date: string): Date {
  return new Date(`${date}T00:00:00Z`)
}
