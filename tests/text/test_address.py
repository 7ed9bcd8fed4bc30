"""What may go to a browser, and in which form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import AddressRefused
from reader.text.address import host_of, joined, openable


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        (" http://example.com:8080/ ", "http://example.com:8080/"),
        ("HTTPS://EXAMPLE.com", "https://example.com"),
        ("https://例子.测试/文章", "https://xn--fsqu00a.xn--0zwm56d/%E6%96%87%E7%AB%A0"),
        # The first letter is Cyrillic.
        ("https://аpple.com", "https://xn--pple-43d.com"),
        ("https://example.com/%E6%96%87", "https://example.com/%E6%96%87"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
    ],
)
def test_a_web_address_is_opened_as_ascii(address: str, opened: str) -> None:
    assert openable(address) == opened


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.com",
        "#section",
        "other.md",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ssh://example.com",
        "-new-window",
        "http://",
        "http:///path",
        "http://example.com:port/",
        "http://example.com:99999/",
        "http://[::1/",
        "https://bank.example@evil.example/",
        "https://example.com/\x1b]8;;x",
        "https://example.com/a b",
        "https://example.com/\u202etxt.exe",
        "https://exa\u200bmple.com/\r\n",
        "https://" + "甲" * 300 + ".com/",
    ],
)
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        openable(address)


@given(st.text(), st.sampled_from(["http://", "https://", ""]))
def test_what_is_opened_is_plain_and_opens_the_same_again(text: str, scheme: str) -> None:
    try:
        opened = openable(scheme + text)
    except AddressRefused:
        return
    assert opened.isascii()
    assert opened.isprintable()
    assert opened.startswith(("http://", "https://"))
    assert openable(opened) == opened


@given(st.text("[]:/@.ab甲 \n"))
def test_what_is_no_address_names_no_host_and_leads_nowhere(text: str) -> None:
    for address in (text, f"http://{text}"):
        assert isinstance(host_of(address), str)
        assert isinstance(joined("https://example.com/a", address), str)


def test_hosts_and_links() -> None:
    assert host_of("https://Example.COM:8/a") == "example.com"
    assert host_of("http://[") == host_of("渡口") == ""
    assert joined("https://example.com/a/b", "../c") == "https://example.com/c"
    assert joined("https://example.com/a", "http://[") == ""
