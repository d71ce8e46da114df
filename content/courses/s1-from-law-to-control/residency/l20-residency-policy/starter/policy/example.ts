import type { PolicyContext, Resource } from './types.ts'

/** A small world for your tests. Change a part of it: `exampleContext({ today: '2026-07-01' })`. */
export function exampleContext(changes: Partial<PolicyContext> = {}): PolicyContext {
  return {
    today: '2026-06-15',
    home: 'JP',
    required: ['owner', 'operator', 'region', 'keys', 'runtime'],
    classes: [
      { id: 'health-record', level: 'customer-held-keys', regions: ['jp-tokyo', 'jp-osaka'] },
      { id: 'genomic-record', level: 'confidential', regions: ['jp-osaka'] },
      { id: 'staff-record', level: 'residency', regions: ['jp-tokyo', 'jp-osaka', 'sg-singapore'] },
    ],
    regions: [
      { id: 'jp-tokyo', country: 'JP', aliases: ['tokyo', 'japan-east', '東日本'] },
      { id: 'jp-osaka', country: 'JP', aliases: ['osaka', 'japan-west', '西日本'] },
      { id: 'sg-singapore', country: 'SG', aliases: ['singapore', 'japan-desk'] },
    ],
    parties: [
      { id: 'kasumi-group', name: 'Kasumi Clinic Group', country: 'JP', ownedBy: null },
      { id: 'kasumi-west', name: 'Kasumi Clinics West', country: 'JP', ownedBy: 'kasumi-group' },
      { id: 'minato-data', name: 'Minato Data Centre', country: 'JP', ownedBy: null },
      { id: 'aozora-cloud', name: 'Aozora Cloud Japan', country: 'JP', ownedBy: 'aozora-holdings' },
      { id: 'aozora-holdings', name: 'Aozora Holdings', country: 'JP', ownedBy: 'northgate' },
      { id: 'northgate', name: 'Northgate Systems', country: 'US', ownedBy: null },
    ],
    exemptions: [],
    ...changes,
  }
}

/** A health record that the rules allow. Change a part of it: `exampleResource({ backups: [{ region: 'singapore' }] })`. */
export function exampleResource(changes: Partial<Resource> = {}): Resource {
  return {
    id: 'letters',
    title: { en: 'patient letters', ja: '患者への手紙' },
    dataClass: 'health-record',
    attributes: {
      owner: 'kasumi-west',
      operator: 'minato-data',
      region: 'jp-osaka',
      keys: { custody: 'customer-held', holder: 'kasumi-group' },
      runtime: 'standard',
    },
    replicas: [],
    backups: [],
    logs: [],
    telemetry: [],
    support: [],
    ...changes,
  }
}
