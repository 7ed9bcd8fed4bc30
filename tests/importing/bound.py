"""Books and documents in files of many kinds, made on the spot."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

CHAPTERS = (
    ("第一章 山", "清明前三天，山里的雨停了。村口的老茶树冒出第一批芽，周小鱼背着竹篓上山。"),
    ("第二章 水", "她的祖母说，头茬茶要在露水干了以后采，“手要轻，像捏一只小鸟”。"),
)


def archive(files: Mapping[str, str | bytes], stored: str = "mimetype") -> bytes:
    """Return a ZIP archive of `files`, the one called `stored` first and not compressed."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            kind = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            bundle.writestr(name, content, kind)
    return buffer.getvalue()


def book_files(version: int = 3, *, headed: bool = True) -> dict[str, str]:
    """Return the files of a book; without headings its contents alone name the chapters."""
    chapters = {
        f"OEBPS/text/{number}.xhtml": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/'
        f'xhtml"><head><title/></head><body>{f"<h1>{name}</h1>" if headed else ""}<a id="x"/>'
        f"<p>{text}</p></body></html>"
        for number, (name, text) in enumerate(CHAPTERS, 1)
    }
    items = "".join(
        f'<item id="c{number}" href="text/{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in (1, 2)
    )
    if version == 3:
        items += (
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        )
        entries = "".join(
            f'<li><a href="text/{number}.xhtml">{name}</a></li>'
            for number, (name, _) in enumerate(CHAPTERS, 1)
        )
        contents = {
            "OEBPS/nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol>'
            f"{entries}</ol></nav></body></html>"
        }
    else:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        entries = "".join(
            f"<navPoint><navLabel><text>{name}</text></navLabel>"
            f'<content src="text/{number}.xhtml"/></navPoint>'
            for number, (name, _) in enumerate(CHAPTERS, 1)
        )
        contents = {
            "OEBPS/toc.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
            f"{entries}</navMap></ncx>"
        }
    spine = "".join(f'<itemref idref="{name}"/>' for name in ("c1", "c2", "nav"))
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
        'container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>茶书</dc:title>'
        "<dc:creator>林溪</dc:creator><dc:creator>周大海</dc:creator><dc:publisher>渔报社"
        f"</dc:publisher><dc:date>2023-04-02</dc:date></metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>",
        **contents,
        **chapters,
    }


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def word_files(body: str) -> dict[str, str]:
    """Return the files of a Word document with `body`."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f'<w:styles {_W}><w:style w:styleId="a3"><w:name w:val="heading 2"/>'
        "</w:style></w:styles>",
        "word/numbering.xml": f'<w:numbering {_W}><w:abstractNum w:abstractNumId="7"><w:lvl '
        'w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="7"/></w:num></w:numbering>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        'Target="https://example.org/茶"/><Relationship Id="r2" Target="file:///etc/passwd"/>'
        "</Relationships>",
        "word/footnotes.xml": f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t>站长的话。'
        "</w:t></w:r></w:p></w:footnote></w:footnotes>",
        "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>茶书'
        "</dc:title><dc:creator>林溪</dc:creator></c>",
    }


def word(text: str, properties: str = "", run: str = "") -> str:
    """Return a paragraph of a Word document."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def _hex(codes: dict[str, int], text: str) -> str:
    return f"<{''.join(f'{codes[char]:04x}' for char in text)}>"


Line = str | tuple[int, int, str]
"""A line of a page, below the one before or at a place: from the left and from below, in points."""


def portable(pages: Sequence[Sequence[Line]], *, information: str = "") -> bytes:
    """Return a PDF (ISO 32000-1) of `pages` of lines, in a font that is only named."""
    characters = sorted(
        {char for page in pages for line in page for char in line[-1]}
        | {char for page in pages for line in page if isinstance(line, str) for char in line}
    )
    codes = {char: number for number, char in enumerate(characters, 1)}
    mapping = "".join(
        f"<{code:04x}> <{char.encode('utf-16-be').hex()}>\n" for char, code in codes.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapping}endbfchar\nendcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids "
        f"[{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Tea /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Tea /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for number, page in enumerate(pages):
        shown = "\n".join(
            f"{_hex(codes, line)} Tj 0 -16 Td"
            if isinstance(line, str)
            else f"1 0 0 1 {line[0]} {line[1]} Tm {_hex(codes, line[2])} Tj"
            for line in page
        )
        content = f"BT /F1 12 Tf 72 760 Td\n{shown}\nET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    objects.append(f"<< {information} >>")
    out = b"%PDF-1.7\n"
    places = []
    for number, value in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{value}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n".encode()
    out += f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    return out + f"startxref\n{start}\n%%EOF\n".encode()
