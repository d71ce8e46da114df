const Z95 = 1.959964

/**
 * The 95 % Wilson score interval of `count` of `total`, as shares from 0 to 1.
 * @see Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22
 */
export function wilson(count: number, total: number): { low: number; high: number } {
  const share = count / total
  const spread = (Z95 * Math.sqrt((share * (1 - share) + Z95 ** 2 / (4 * total)) / total)) / (1 + Z95 ** 2 / total)
  const centre = (share + Z95 ** 2 / (2 * total)) / (1 + Z95 ** 2 / total)
  return { low: Math.max(0, centre - spread), high: Math.min(1, centre + spread) }
}
