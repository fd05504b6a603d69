"""Markup that fetches, leads away or covers the page."""

ATTACKS = [
    "![x](//127.0.0.1:1/a) ![x](/logout) <img src=/logout>",
    '<img src="//127.0.0.1:1/b.png">',
    '<div class="navbar navbar-fixed-top" style="position:fixed;margin:-9999px">COVER</div>',
    "[log out](/logout) <https://127.0.0.1:1/c>",
    '<p style="background:url(//127.0.0.1:1/d)">x</p>',
    "<link rel=stylesheet href=//127.0.0.1:1/e><script src=//127.0.0.1:1/f></script>",
    '```mermaid\ngraph TD; A-->B; click A href "//127.0.0.1:1/g"\n```',
]
