export interface FunnelRow {
  stage: string
  name: string
  count: number
  share: number
  /** What lies between the stage before and this one. */
  drop?: string | null
  beside?: string | null
}

const BAR_LEFT = 150
const BAR_WIDTH = 460
const ROW = 42
const TOP = 76

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)

/** The funnel as a drawing that stands alone: on paper, with its denominator and data cut. */
export function funnelSvg(rows: readonly FunnelRow[], caption: { title: string; note: string; cut: string }): string {
  const height = TOP + rows.length * ROW + 24
  const bars = rows.map(({ stage, name, count, share, drop, beside }, index) => {
    const y = TOP + index * ROW
    return [
      `<text x="16" y="${y + 15}"><tspan font-weight="600">${escaped(stage)}</tspan> ${escaped(name)}</text>`,
      `<path d="M${BAR_LEFT} ${y + 10}h${BAR_WIDTH}" stroke="#dcd6c8"/>`,
      `<rect x="${BAR_LEFT}" y="${y}" width="${(BAR_WIDTH * share).toFixed(1)}" height="20" fill="#213c78"/>`,
      `<text x="656" y="${y + 15}" text-anchor="end" font-weight="600">${count}</text>`,
      `<text x="720" y="${y + 15}" text-anchor="end">${(100 * share).toFixed(1)} %</text>`,
      drop ? `<text x="${BAR_LEFT + 8}" y="${y - 7}" font-size="12" fill="#6b665b">${escaped(drop)}</text>` : '',
      beside
        ? `<text x="${BAR_LEFT + BAR_WIDTH * share + 8}" y="${y + 15}" font-size="12" fill="#6b665b">${escaped(beside)}</text>`
        : '',
    ].join('')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 736 ${height}" width="736" height="${height}" font-family="'Source Sans 3', 'Noto Sans JP', sans-serif" font-size="14" fill="#1d1b18">`,
    '<rect width="100%" height="100%" fill="#faf7f0"/>',
    `<text x="16" y="30" font-size="19" font-weight="600">${escaped(caption.title)}</text>`,
    `<text x="16" y="54">${escaped(caption.note)}</text>`,
    ...bars,
    `<text x="16" y="${height - 10}" fill="#6b665b">${escaped(caption.cut)}</text>`,
    '</svg>',
  ].join('')
}
