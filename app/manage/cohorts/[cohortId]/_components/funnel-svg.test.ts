import { describe, expect, it } from 'vitest'
import { funnelSvg } from './funnel-svg.ts'

describe('funnelSvg', () => {
  const rows = [
    { stage: 'S0', name: 'enrolled', count: 24, share: 1 },
    { stage: 'S1', name: 'active <b>', count: 6, share: 0.25 },
  ]
  const svg = funnelSvg(rows, { title: 'A & B', note: 'of 24', cut: '2026-05-01' })

  it('draws each stage as long as its share', () => {
    expect([...svg.matchAll(/ width="([\d.]+)" height="20"/g)].map(([, width]) => width)).toEqual(['460.0', '115.0'])
  })

  it('never writes text as markup', () => {
    expect(svg).toContain('A &amp; B')
    expect(svg).toContain('active &lt;b&gt;')
    expect(svg).not.toContain('<b>')
  })
})
