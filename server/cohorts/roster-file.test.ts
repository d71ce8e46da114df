import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { encodeRoster, rosterCsv } from './export-roster.ts'
import { decodeRoster, parseRoster, ROW_LIMIT } from './roster-file.ts'

const TODAY = '2026-04-10'
const parse = (text: string) => parseRoster(text, TODAY)

describe('reading a roster', () => {
  test('takes headings in English and in Japanese, tabs and commas, and days as spreadsheets write them', () => {
    const english = parse('Email,Name,enrolled_on\nMio@Example.JP , Mio Hoshino ,2026-04-01\n')
    const japanese = parse('メールアドレス\t氏名\t登録日\r\nmio@example.jp\tMio Hoshino\t2026/4/1\r\n')
    const row = { line: 2, name: 'Mio Hoshino', email: 'mio@example.jp', enrolledOn: '2026-04-01' }
    expect(english).toEqual({ rows: [row], faults: [], blocking: [] })
    expect(japanese.rows).toEqual([row])
  })

  test('says line by line what is wrong and keeps the others', () => {
    const { rows, faults, blocking } = parse(
      [
        'name,email,enrolled_on',
        'Mio,mio@a.jp,',
        ',nobody@a.jp,',
        'Ren,not an address,',
        'Kai,kai@a.jp,2026-02-30',
        'Rin,rin@a.jp,2026-04-11',
        'Mio again,MIO@a.jp,',
        'Too,many@a.jp,,cells',
        '"Two\nlines",two@a.jp,',
        'Sora,sora@a.jp,2026-04-10',
      ].join('\n'),
    )
    expect(blocking).toEqual([])
    expect(rows.map((row) => row.email)).toEqual(['mio@a.jp', 'sora@a.jp'])
    expect(faults).toEqual([
      { line: 3, kind: 'missingName', value: '', other: null },
      { line: 4, kind: 'badEmail', value: 'not an address', other: null },
      { line: 5, kind: 'noSuchDate', value: '2026-02-30', other: null },
      { line: 6, kind: 'dateInFuture', value: '2026-04-11', other: null },
      { line: 7, kind: 'duplicateEmail', value: 'mio@a.jp', other: 2 },
      { line: 8, kind: 'wrongCellCount', value: '4', other: 3 },
      { line: 10, kind: 'badName', value: 'Two\nlines', other: null },
    ])
  })

  test.each([
    ['name,email,salary\nMio,mio@a.jp,1', ['unknownColumn']],
    ['name,name,email\nMio,Mio,mio@a.jp', ['columnTwice']],
    ['name\nMio', ['missingColumn']],
    ['name,email\n', ['noRows']],
    ['', ['missingColumn', 'missingColumn']],
    ['name,email\n"Mio,mio@a.jp\n', ['badQuotes']],
    [`name,email\n${'x,x@a.jp\n'.repeat(ROW_LIMIT + 1)}`, ['tooManyRows']],
  ])('refuses %j as a whole', (text, kinds) => {
    const { rows, blocking } = parse(text)
    expect(rows).toEqual([])
    expect(blocking.map((fault) => fault.kind)).toEqual(kinds)
  })

  test('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => void parse(`name,email\n${text}`)))
  })
})

describe('the encoding', () => {
  const text = 'name,email\n髙橋 美緒,mio@a.jp\n'
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`), 'utf-8'],
    ['Shift_JIS', iconv.encode(text, 'Shift_JIS'), 'shift_jis'],
  ])('is found out for %s', (_, bytes, encoding) => {
    const decoded = decodeRoster(bytes, null)
    expect(decoded.encoding).toBe(encoding)
    expect(parse(decoded.text).rows).toMatchObject([{ name: '髙橋 美緒', email: 'mio@a.jp' }])
  })

  test('that was chosen wrongly, or is none of ours, is refused with a sentence of its own', () => {
    const bytes = iconv.encode(text, 'Shift_JIS')
    expect(() => decodeRoster(bytes, 'utf-8')).toThrow(expect.objectContaining({ reason: 'notInEncoding' }))
    expect(() => decodeRoster(Buffer.from(text, 'utf16le'), null)).toThrow(
      expect.objectContaining({ reason: 'unknownEncoding' }),
    )
  })
})

describe('writing a roster', () => {
  test('keeps a spreadsheet from running a name, and reading it again gives the name', () => {
    const name = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => /\S/.test(text) && !/\p{Cc}/u.test(text))
    const formula = fc.tuple(fc.constantFrom('=', '+', '-', '@', ''), name).map((parts) => parts.join('').trim())
    fc.assert(
      fc.property(fc.uniqueArray(formula, { minLength: 1, maxLength: 8 }), (names) => {
        const people = names.filter((text) => !/^'[=+\-@＝＋－＠]/.test(text)).map((text) => text.normalize('NFC'))
        const csv = rosterCsv([['name', 'email'], ...people.map((text, index) => [text, `p${index}@a.jp`])])
        for (const line of csv.split('\r\n').slice(1)) expect(line).not.toMatch(/^"?[=+\-@]/)
        const read = parse(csv)
        expect(read.faults).toEqual([])
        expect(read.rows.map((row) => row.name)).toEqual(people)
      }),
    )
  })

  test('refuses Shift_JIS rather than losing a letter', () => {
    expect(iconv.decode(encodeRoster('髙橋①\r\n', 'shift_jis'), 'Shift_JIS')).toBe('髙橋①\r\n')
    expect(() => encodeRoster('𠮷田 🦊', 'shift_jis')).toThrow(expect.objectContaining({ reason: 'notInShiftJis' }))
    expect(encodeRoster('a', 'utf-8-bom')).toEqual(Buffer.from([0xef, 0xbb, 0xbf, 0x61]))
  })
})
