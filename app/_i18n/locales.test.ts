import { describe, expect, it } from 'vitest'
import { chooseLocale } from './locales.ts'

describe('chooseLocale', () => {
  it.each([
    ['ja', 'en-GB', 'ja'],
    ['fr', 'ja', 'ja'],
    [undefined, 'ja-JP,ja;q=0.9,en;q=0.8', 'ja'],
    [undefined, 'fr;q=0.9, en;q=0.3, ja;q=0.5', 'ja'],
    [undefined, 'ja;q=0, de', 'en'],
    [undefined, null, 'en'],
  ])('cookie %s and browser %s give %s', (cookie, browser, expected) => {
    expect(chooseLocale(cookie, browser)).toBe(expected)
  })
})
