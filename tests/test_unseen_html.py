"""What people can't see of an HTML page does not go in, however its style says so; what they see does.

In the tables `@` stands for the words: what is in the body, and what is in the head.
"""

import time
from pathlib import Path

import pytest

from ingest.confinement import Limits
from ingest.document import Unreadable
from ingest.readers import read
from ingest.sandbox import sandbox
from tests.hostile.made import SECRET, SEEN

UNSEEN = {
    "media": ("<p class=a>@", "<style>@media screen{.a{display:none}}</style>"),
    "mediaall": ("<p class=a>@", "<style>@media all{.a{display:none}}</style>"),
    "supports": ("<p class=a>@", "<style>@supports (display:grid){.a{display:none}}</style>"),
    "supportsnot": ("<p class=a>@", "<style>@supports not (foo:bar){.a{display:none}}</style>"),
    "layer": ("<p class=a>@", "<style>@layer x{.a{display:none}}</style>"),
    "container": (
        '<div style="container-type:inline-size"><p class=a>@</div>',
        "<style>@container (min-width:1px){.a{display:none}}</style>",
    ),
    "container2": (
        "<section><p class=a>@</section>",
        "<style>section{container:c/inline-size}@container c (width > 10px){.a{display:none}}</style>",
    ),
    "nest": ("<div class=a><p class=b>@</div>", "<style>.a{ .b{display:none} }</style>"),
    "nestamp": ('<p class="a b">@', "<style>.a{ &.b{display:none} }</style>"),
    "nestamp2": ("<div class=a><p class=b>@</div>", "<style>.a{ & .b{display:none} color:red }</style>"),
    "nestmedia": ("<p class=a>@", "<style>.a{ @media screen{display:none} }</style>"),
    "esc": ('<p style="dis\\70lay:none">@', ""),
    "esc2": ('<p style="dis\\70 lay:n\\6fne">@', ""),
    "var": ("<p class=a>@", "<style>:root{--d:none}.a{display:var(--d)}</style>"),
    "varfb": ('<p style="display:var(--zz,none)">@', ""),
    "varfb2": ('<p style="display:var(--zz, var(--yy, none))">@', ""),
    "varel": ('<p style="--d:none;display:var(--d)">@', ""),
    "varbg": ('<p style="--d:#fff;background:var(--d);color:var(--d)">@', ""),
    "op1": ('<p style="opacity:1%">@', ""),
    "op2": ('<p style="opacity:.01">@', ""),
    "opcalc": ('<p style="opacity:calc(1 - 1)">@', ""),
    "fop": ('<p style="filter:opacity(0)">@', ""),
    "hsl": ('<p style="color:hsl(0,0%,100%)">@', ""),
    "hsl2": ('<p style="color:hsl(0 0% 100% / 1)">@', ""),
    "hsla": ('<p style="color:hsla(0,0%,0%,0)">@', ""),
    "rgbp": ('<p style="color:rgb(100%,100%,100%)">@', ""),
    "rgbs": ('<p style="color:rgb(255 255 255)">@', ""),
    "hwb": ('<p style="color:hwb(0 100% 0%)">@', ""),
    "oklch": ('<p style="color:oklch(1 0 0)">@', ""),
    "lab": ('<p style="color:lab(100 0 0)">@', ""),
    "named": ('<p style="color:snow">@', ""),
    "mix": ('<p style="color:color-mix(in srgb, white, white)">@', ""),
    "srgb": ('<p style="color:color(srgb 1 1 1)">@', ""),
    "same": ('<p style="background:#123;color:#112233">@', ""),
    "alpha": ('<p style="color:#0000">@', ""),
    "alpha8": ('<p style="color:#11223300">@', ""),
    "tx": ('<p style="position:fixed;transform:translateX(-200vw)">@', ""),
    "tx2": ('<p style="position:absolute;transform:translate(-200vw,0)">@', ""),
    "tx3": ('<p style="transform:translate3d(-9999px,0,0)">@', ""),
    "sc": ('<p style="transform:scale(0)">@', ""),
    "sc2": ('<p style="transform:matrix(0,0,0,0,0,0)">@', ""),
    "sc3": ('<p style="scale:0">@', ""),
    "tr": ('<p style="translate:-200vw">@', ""),
    "zoom": ('<p style="zoom:0">@', ""),
    "cv": ('<p style="content-visibility:hidden">@', ""),
    "cp": ('<p style="clip-path:inset(50%)">@', ""),
    "cp2": ('<p style="clip-path:circle(0)">@', ""),
    "cp3": ('<p style="clip-path:polygon(0 0,0 0,0 0)">@', ""),
    "clip": ('<p style="position:absolute;clip:rect(0,0,0,0)">@', ""),
    "clip2": ('<p style="position:absolute;clip:rect(1px 1px 1px 1px)">@', ""),
    "mh": ('<p style="max-height:0;overflow:hidden">@', ""),
    "ti": ('<p style="text-indent:-9999px">@', ""),
    "fs": ('<p style="font-size:0">@', ""),
    "fs2": ('<p style="font:0/0 a">@', ""),
    "fs3": ('<div style="font-size:1px"><p>@</div>', ""),
    "vc": ('<p style="visibility:collapse">@', ""),
    "hid": ("<p hidden>@", ""),
    "tpl": ("<template><p>@</template>", ""),
    "nos": ("<noscript><p>@</noscript>", ""),
    "imp": ('<p class=a style="display:block">@', "<style>.a{display:none!important}</style>"),
    "invalid": ('<p style="display:none;display:foo">@', ""),
    "import": ("<p class=a>@", '<style>@import url("data:text/css,.a%7Bdisplay:none%7D");</style>'),
    "link": ("<p class=a>@", '<link rel=stylesheet href="data:text/css,.a{display:none}">'),
    "h2": ("<h2>x <span hidden>@</span></h2>", ""),
    "h2s": ('<h2>x <span style="color:white">@</span></h2>', ""),
    "scope": ("<div class=a><p class=b>@</div>", "<style>@scope (.a){.b{display:none}}</style>"),
    "grad": ('<p style="background:linear-gradient(white,#fff);color:white">@', ""),
    "fill": ('<p style="-webkit-text-fill-color:transparent">@', ""),
    "anim": (
        "<p class=a>@",
        "<style>@keyframes h{to{opacity:0}}.a{animation:h 1ms forwards}</style>",
    ),
    "pre": ('<pre>x\n<span style="display:none">@</span></pre>', ""),
    "svgstyle": ("<svg><style>.a{display:none}</style></svg><p class=a>@", ""),
    "nthof": ("<p class=a>@", "<style>p:nth-of-type(2){display:none}</style>"),
    "nothover": ("<p class=a>@", "<style>p.a:not(:hover){display:none}</style>"),
    "star": ("<p class=a>@", "<style>.a:not(.b):is(p,q){visibility:hidden}</style>"),
    "mask": ('<p style="mask:linear-gradient(transparent,transparent)">@', ""),
    "prop": (
        "<p class=a>@",
        "<style>@property --d{syntax:'*';inherits:true;initial-value:none}.a{display:var(--d)}</style>",
    ),
    "inset": ('<p style="position:absolute;inset:0 auto auto -9999px">@', ""),
    "inh": (
        '<div class=o><p style="display:inherit">@</div>',
        "<style>.o{--x:1}.o{opacity:0}</style>",
    ),
    "font": ("<font color=ffffff>@</font>", ""),
    "bg": ('<table bgcolor=#123456><tr><td><font color="#123456">@</font></table>', ""),
    "lightdark": ('<p style="color:light-dark(white,black)">@', ""),
    "typ": ("<p class=a>@", "<style>p{display:block}.a{display:none}</style>"),
    "attr": ("<p data-h=1>@", '<style>[data-h="1"]{display:none}</style>'),
    "mrange": ("<p class=a>@", "<style>@media (width >= 1px){.a{display:none}}</style>"),
    "mnp": ("<p class=a>@", "<style>@media not print{.a{display:none}}</style>"),
    "mwhite": ("<p class=a>@", "<style media=screen>.a{color:#fff}</style>"),
    "col": ('<div style="color:white"><p>@</div>', ""),
    "unclosed": ("<p class=a>@", "<style>.a{display:none</style>"),
    "tw": ('<p class="md:hidden">@', "<style>.md\\:hidden{display:none}</style>"),
    "cdo": ("<p class=a>@", "<style><!-- .a{display:none} --></style>"),
    "sdis": ("<p class=a>@", "<style disabled>.a{display:none}</style>"),
    "fl": ("<p class=a>@", "<style>.a::first-line{color:#fff}</style>"),
    "fl2": ("<p class=a>@", "<style>.a:first-line{color:#fff}</style>"),
    "shadow": ("<div><template shadowrootmode=open><b>x</b></template><p>@</div>", ""),
    "contain": ('<p style="contain:strict">@', ""),
    "bottom": ('<p style="position:absolute;bottom:9999px">@', ""),
    "fixed": ('<p style="position:fixed;left:100vw">@', ""),
    "right": ('<p style="position:absolute;right:200vw">@', ""),
    "skew": ('<p style="transform:skewX(90deg)">@', ""),
    "sin": ('<p style="opacity:sin(0)">@', ""),
    "sq": ('<p style="transform:scale(1,.01)">@', ""),
    "m100": ('<p style="transform:translateX(-100vw)">@', ""),
    "esc22": ("<p class=a>@", "<style>.\\61{display:none}</style>"),
    "base64": (
        "<p class=a>@",
        '<link rel="stylesheet" href="data:text/css;base64,LmF7ZGlzcGxheTpub25lfQ==">',
    ),
    "nested3": (
        "<div class=x><div class=y><p class=a>@</div></div>",
        "<style>.x{.y{@media all{.a{display:none}}}}</style>",
    ),
    "nestp": ("<div class=x><p>@</div>", "<style>.x{>p{display:none}}</style>"),
    "nest4": ('<div class="x dark"><p class=a>@</div>', "<style>.a{.dark &{display:none}}</style>"),
    "nesttype": ("<div class=x><p>@</div>", "<style>.x{p{display:none}}</style>"),
    "nesthover": ("<div class=x><p>@</div>", "<style>.x{p:not(:hover){display:none}}</style>"),
    "cm": ("<p class=a>@", "<style>/*}*/.a/**/{/*x*/display/**/:/**/none/*;*/}</style>"),
    "sel": ("<p class=a>@", "<style>h7, .a , b{visibility:hidden}</style>"),
    "bad": ("<p class=a>@", "<style>.zz{color:}.a{display:none}</style>"),
    "badat": ("<p class=a>@", "<style>@foo bar;@media print{.q{}}.a{display:none}</style>"),
    "only": (
        "<p class=a>@",
        "<style>@media only screen and (min-width:1px){.a{display:none}}</style>",
    ),
    "mor": ("<p class=a>@", "<style>@media print,screen{.a{display:none}}</style>"),
    "mnot": ("<p class=a>@", "<style>@media not all and (monochrome){.a{display:none}}</style>"),
    "sand": (
        "<p class=a>@",
        "<style>@supports (display:grid) and (not (display:foo)){.a{display:none}}</style>",
    ),
    "layers": (
        "<p class=a>@",
        "<style>@layer b,a;@layer a{.a{display:none}}@layer b{.a{display:block}}</style>",
    ),
    "layimp": (
        "<p class=a>@",
        "<style>@layer a{.a{display:none!important}}.a{display:block!important}</style>",
    ),
    "spec": ("<p class=a>@", "<style>p.a{display:none}.a{display:block}</style>"),
    "is": ("<p class=a>@", "<style>:is(#zz,.a){display:none}p.a{display:block}</style>"),
    "inherit": (
        (
            '<div style="color:#fff"><p style="color:#000"><span style="color:inherit">x</span><b style'
            '="color:unset">y</b></p><p style="color:inherit">@</div>'
        ),
        "",
    ),
    "varcase": ("<p class=a>@", "<style>:root{--D:none}.a{display:VAR(--D)}</style>"),
    "varchain": ("<p class=a>@", "<style>:root{--a:var(--b);--b:none}.a{display:var(--a)}</style>"),
    "varimp": ("<p class=a>@", "<style>.a{--d:none!important;display:var(--d)}</style>"),
    "varinl": ('<div style="--d:0"><p class=a>@</div>', "<style>.a{opacity:var(--d)}</style>"),
    "varpart": ('<p style="--l:100%;color:hsl(0 0% var(--l))">@', ""),
    "bgvar": ('<p style="--b:#fff url() no-repeat;background:#fff;color:#fff">@', ""),
    "fixedt": ('<p style="position:fixed;transform:translate(-100%)">@', ""),
    "webkit": ('<p style="-webkit-transform:scale(0)">@', ""),
    "cp22": ('<p style="-webkit-clip-path:inset(0 100% 0 0)">@', ""),
    "ell": ('<p style="clip-path:ellipse(0 0 at 50% 50%)">@', ""),
    "cpi": ('<p style="clip-path:inset(100%)">@', ""),
    "fsem": ('<p style="font-size:.01em">@', ""),
    "fsp": ('<p style="font-size:5%">@', ""),
    "fsc": ('<p style="font-size:calc(1px * 0)">@', ""),
    "fsh": ('<p style="font:1px/1 serif">@', ""),
    "nested_op": ('<div style="opacity:.3"><div style="opacity:.3"><p>@</div></div>', ""),
    "near": ('<p style="color:#fefefe">@', ""),
    "light": ('<p style="color:#f5f5f5">@', ""),
    "trans": ('<p style="color:transparent">@', ""),
    "ground": ('<body style="background:#222"><p style="color:#232323">@', ""),
    "bgclip": ('<p style="background:white;background-clip:text;color:transparent">@', ""),
    "shadow_w": ('<p style="color:#fff;text-shadow:0 0 2px #fff">@', ""),
    "rot": ('<p style="transform:rotateY(90deg)">@', ""),
    "back": ('<p style="transform:rotateY(180deg);backface-visibility:hidden">@', ""),
    "ls": ('<p style="letter-spacing:-1em">@', ""),
    "blur": ('<p style="filter:blur(50px)">@', ""),
    "kellum": ('<p style="text-indent:100%;white-space:nowrap;overflow:hidden">@', ""),
    "w0": ('<p style="width:0;overflow:hidden;white-space:nowrap">@', ""),
    "h1": ('<p style="height:1px;width:1px;overflow:hidden;position:absolute">@', ""),
    "bs": ('<p style="block-size:0;overflow:clip">@', ""),
    "noframes": ("<noframes><p>@</noframes>", ""),
    "noembed": ("<noembed>@</noembed>", ""),
    "prog": ("<progress>@</progress>", ""),
    "cap": ("<table><caption hidden>@</caption><tr><th>a<th>b<tr><td>c<td>d</table>", ""),
    "cell": ('<table><tr><th>a<th>b<tr><td>c<td style="visibility:hidden">@</table>', ""),
    "li": ("<ul><li>one<li class=a>@</ul>", "<style>.a{display:none}</style>"),
    "row": ('<table><tr><th>a<th>b<tr style="visibility:collapse"><td>c<td>@</table>', ""),
    "popover": ("<div popover><p>@</div>", ""),
    "until": ("<p hidden=until-found>@", ""),
    "marginl": ('<p style="margin-left:-9999px">@', ""),
    "hexa": ('<p style="color:#fff0">@', ""),
    "rgb4": ('<p style="color:rgb(0 0 0 / 0%)">@', ""),
    "xyz": ('<p style="color:color(xyz 0.95 1 1.089)">@', ""),
    "p3": ('<p style="color:color(display-p3 1 1 1)">@', ""),
    "case": ('<p style="color:wHiTe">@', ""),
    "initbg": ('<p style="background:initial;color:white">@', ""),
    "inh2": (
        '<div class=o style="background:#000"><p style="background:#fff;color:#fff">@</div>',
        "",
    ),
    "invert": ('<p style="filter:invert(1)">@', ""),
    "invertp": ('<p style="filter:invert(100%)">@', ""),
    "bright0": ('<p style="background:#fff;filter:brightness(0)">@', ""),
    "contrast0": ('<p style="background:#fff;filter:contrast(0)">@', ""),
    "blend": ('<div style="background:#fff"><p style="mix-blend-mode:screen">@</div>', ""),
    "blend2": ('<div style="background:#fff"><p style="mix-blend-mode:lighten">@</div>', ""),
    "boxin": (
        '<div style="background:#000;box-shadow:inset 0 0 0 999px #fff"><p style="color:#fff">@</div>',
        "",
    ),
    "if1": ('<p style="display:if(media(min-width: 1px): none; else: block)">@', ""),
    "if2": ('<p style="--x:1;display:if(style(--x:1): none; else: block)">@', ""),
    "style": (
        '<div style="--x:1"><p class=a>@</div>',
        "<style>@container style(--x: 1){.a{display:none}}</style>",
    ),
    "ov1": ('<div style="overflow:hidden;height:0"><p>@</div>', ""),
    "ov2": ('<div style="overflow:auto;max-height:0">@</div>', ""),
    "pos3": ('<p style="position:absolute;top:-999em">@', ""),
    "pos4": ('<p style="position:relative;left:-9999px">@', ""),
    "neg": ('<p style="margin-left:-900px">@', ""),
    "sc22": ('<div style="transform:scale(0)"><p style="transform:scale(9)">@</div>', ""),
    "cp222": ('<p style="clip-path:inset(0 0 0 99%)">@', ""),
    "wk": ('<p style="-webkit-text-security:disc">@', ""),
    "vis": ('<div style="visibility:collapse"><p style="visibility:inherit">@</div>', ""),
    "hv": ('<p style="color:hsl(120deg 100% 100%)">@', ""),
    "pur": ('<div style="background:rebeccapurple"><p style="color:#639">@</div>', ""),
    "rgba2": ('<div style="background:rgba(0,0,0,.02)"><p style="color:#fafafa">@</div>', ""),
    "cur": ('<div style="color:#fff"><p style="background:currentcolor">@</div>', ""),
    "trans2": ('<p style="color:black;-webkit-text-fill-color:white">@', ""),
    "laimp": (
        "<p class=a>@",
        "<style>@layer x{.a{display:none!important}}p.a{display:block!important}</style>",
    ),
    "nth": ("<ul><li>1<li>@</ul>", "<style>li:nth-child(2n){display:none}</style>"),
    "has": ("<div><p>@</p><i class=z></i></div>", "<style>div:has(>.z) p{display:none}</style>"),
    "sib": ("<i class=z></i><p>@", "<style>.z+p{display:none}</style>"),
    "notc": ("<p class=b>@", "<style>p:not(.a,.c).b{display:none}</style>"),
    "only2": ("<div><p>@</div>", "<style>p:only-child{display:none}</style>"),
    "lang": ("<p lang=en>@", "<style>:lang(en){display:none}</style>"),
    "root": ("<p class=a>@", "<style>:root .a{display:none}</style>"),
    "link2": ("<a href=q class=a>@</a>", "<style>a:link{display:none}</style>"),
    "attri": ("<p data-q=XX>@", "<style>[data-q=xx i]{display:none}</style>"),
    "var1": ('<p style="--a:var(--b,none);display:var(--a)">@', ""),
    "var5": (
        "<div class=o><p class=a>@</div>",
        "<style>:root{--x:var(--y);--y:none}.o{--y:block}.a{display:var(--x)}</style>",
    ),
    "calc": ('<p style="font-size:calc(16px * var(--z))">@', "<style>:root{--z:0}</style>"),
    "clamp": ('<p style="opacity:clamp(0,0,1)">@', ""),
    "min": ('<p style="max-height:min(0px,9px);overflow:hidden">@', ""),
    "nest3": (
        "<div class=a><p class=b>@</div>",
        "<style>.a{color:red;.c,.b{display:none}color:blue}</style>",
    ),
    "nest42": ("<div class=a><p>@</div>", "<style>.a{@media (width>1px){& p{display:none}}}</style>"),
    "nest5": (
        "<div class=a><p>@</div>",
        "<style>.a{@supports (display:grid){p{visibility:hidden}}}</style>",
    ),
    "nest6": ("<div class=a><p>@</div>", "<style>.a{@layer q{p{display:none}}}</style>"),
    "sc1": ("<div class=a><p>@</div>", "<style>@scope (.a){:scope p{display:none}}</style>"),
    "mq1": ("<p class=a>@", "<style>@media (min-aspect-ratio:1/1){.a{display:none}}</style>"),
    "mq4": (
        "<p class=a>@",
        "<style>@media (not (max-width:400px)) and (color){.a{display:none}}</style>",
    ),
    "mq7": ("<p class=a>@", "<style>@media (min-resolution:1dppx){.a{display:none}}</style>"),
    "mq8": (
        "<p class=a>@",
        "<style>@media not screen and (max-width:3px){.a{display:none}}</style>",
    ),
    "su1": ("<p class=a>@", "<style>@supports selector(:has(a)){.a{display:none}}</style>"),
    "su2": (
        "<p class=a>@",
        "<style>@supports (color:foo) or (display:flex){.a{display:none}}</style>",
    ),
    "su3": (
        "<p class=a>@",
        "<style>@supports not ((display:grid) and (foo:bar)){.a{display:none}}</style>",
    ),
    "su5": ("<p class=a>@", "<style>@supports (--a:b){.a{display:none}}</style>"),
    "an1": (
        "<p class=a>@",
        "<style>@keyframes h{100%{visibility:hidden}}.a{animation:h 1ms both}</style>",
    ),
    "an2": (
        "<p class=a>@",
        (
            "<style>@keyframes h{to{visibility:hidden}}.a{animation-name:h;animation-duration:1ms;anima"
            "tion-fill-mode:forwards}</style>"
        ),
    ),
    "bgimg": (
        '<div style="background:#000 linear-gradient(#fff,#fff)"><p style="color:#fff">@</div>',
        "",
    ),
    "bgs2": ('<div style="background-color:#000;background:none"><p style="color:#fff">@</div>', ""),
    "fontc": ("<font color=#fff>@</font>", ""),
    "scheme2": ("<p class=a>@", "<style>:root{color-scheme:light dark}.a{color:#fff}</style>"),
    "canvas": ('<p style="color:Canvas">@', ""),
    "cv2": ('<p style="content-visibility:hidden;display:block">@', ""),
    "tp": ('<p style="translate:0 -9999px">@', ""),
    "rt": ('<p style="rotate:x 90deg">@', ""),
    "tz": ('<p style="transform:translateX(calc(-1 * 200vw))">@', ""),
    "mt": ('<p style="transform:matrix(1,0,0,1,-9999,0)">@', ""),
    "float": ('<p style="float:left;margin-left:-9999px">@', ""),
    "fx": ('<p style="position:fixed;bottom:-200px">@', ""),
    "fx2": ('<p style="position:fixed;top:120%">@', ""),
    "pct": ('<p style="position:absolute;left:-100%">@', ""),
    "pct2": ('<p style="position:absolute;top:-100%">@', ""),
    "lh": ('<p style="line-height:0;overflow:hidden">@', ""),
    "un": ('<p style="display:none;display:unknown">@', ""),
    "dup": ('<p style="display:none" style="display:block">@', ""),
    "cmt": ('<p style="display:/**/none">@', ""),
    "bad2": ('<p style="color:red;;;display:none">@', ""),
    "upper": ('<p STYLE="DISPLAY:NONE">@', ""),
    "siblings": ("<div><p>@</div>", "<style>p ~ *{color:white}</style>"),
}
IN_SIGHT = {
    "dark": (
        "<p class=a>@",
        "<style>@media (prefers-color-scheme:dark){body{background:#000;color:#fff}.a{color:#fff}}</style>",
    ),
    "wod": ("<div class=d><p>@</div>", "<style>.d{background:#123}.d p{color:#fff}</style>"),
    "wod2": (
        '<div class=d><p style="color:white">@</div>',
        "<style>body{background:black;color:white}</style>",
    ),
    "op6": ('<p style="opacity:.6">@', ""),
    "over": ("<div id=x><p class=a>@</div>", "<style>#x .a{display:block}.a{display:none}</style>"),
    "print": ("<p class=a>@", "<style>@media print{.a{display:none}}</style>"),
    "printm": ("<p class=a>@", "<style media=print>.a{display:none}</style>"),
    "unk": ('<p style="foo:none;displays:none;display:flurb">@', ""),
    "supn": ("<p class=a>@", "<style>@supports not (display:grid){.a{display:none}}</style>"),
    "supunk": ("<p class=a>@", "<style>@supports (foo:bar){.a{display:none}}</style>"),
    "mobile": ("<p class=a>@", "<style>@media (max-width:600px){.a{display:none}}</style>"),
    "hover": ("<p class=a>@", "<style>.a:hover{display:none}</style>"),
    "before": ("<p class=a>@", "<style>.a::before{display:none}</style>"),
    "vis": ('<div style="visibility:hidden"><p style="visibility:visible">@</div>', ""),
    "hb": ("<p hidden class=a>@", "<style>.a{display:block}</style>"),
    "aria": ("<p aria-hidden=true>@", ""),
    "det": ("<details><summary>x</summary><p>@</details>", ""),
    "fs0": ('<div style="font-size:0"><p style="font-size:16px">@</div>', ""),
    "h0": ('<p style="height:0">@', ""),
    "left": ('<p style="left:-9999px">@', ""),
    "imp": ('<p class=a style="display:none">@', "<style>.a{display:block!important}</style>"),
    "shadow": ('<p style="color:#fff;text-shadow:0 0 3px #000">@', ""),
    "clipt": (
        '<p style="color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text">@',
        "",
    ),
    "img": ('<div style="background:url(x.png)"><p style="color:#fff">@</div>', ""),
    "anim": (
        "<p class=a>@",
        "<style>@keyframes h{to{opacity:1}}.a{opacity:0;animation:h 1ms forwards}</style>",
    ),
    "centre": ('<p style="position:absolute;left:50%;top:50%;transform:translate(-50%,-50%)">@', ""),
    "link": ('<div style="color:white"><a href=x>@</a> and more words here</div>', ""),
    "varok": ('<p style="display:var(--zz,block)">@', ""),
    "layero": ("<p class=a>@", "<style>.a{display:block}@layer x{.a{display:none}}</style>"),
    "nest": ("<div class=c><p class=b>@</div>", "<style>.a{ .b{display:none} }</style>"),
    "scheme": ("<p class=a>@", "<style>:root{color-scheme:dark}.a{color:#fff}</style>"),
    "hang": ('<p style="text-indent:-120px;padding-left:120px">@', ""),
    "broken": ("<p class=a>@", "<style>}}}{{{ .a{ color: } @media { @@ ;</style>"),
    "brk2": ("<p class=a>@", "<style>.a[{display:none}</style>"),
    "gray": ('<p style="color:#777">@', ""),
    "unset": ('<div style="color:#fff"><p style="color:initial">@</div>', ""),
    "empty": ('<p style="">@', ""),
    "bleed": ('<p style="position:relative;left:calc(50% - 50vw)">@', ""),
    "bleed2": ('<p style="margin-left:calc(50% - 50vw)">@', ""),
    "bleed3": ('<p style="position:relative;left:50%;transform:translateX(-50vw)">@', ""),
    "tw": (
        '<p class="md:hidden">@',
        "<style>@media (min-width:768px){.md\\:block{display:none}}</style>",
    ),
    "slot": ("<div><template shadowrootmode=open><slot></slot></template><p>@</div>", ""),
    "clipauto": ('<p style="clip:auto;clip-path:none">@', ""),
    "circ": ('<p style="clip-path:circle(50%)">@', ""),
    "insetsmall": ('<p style="clip-path:inset(2px)">@', ""),
    "ellip": ('<p style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis">@', ""),
    "mw": ('<p style="max-width:600px;overflow:hidden">@', ""),
    "rel": ('<p style="position:relative;top:-10px;left:-5px">@', ""),
    "neg": ('<p style="margin-top:-20px;text-indent:-20px">@', ""),
    "small": ('<small style="font-size:9px">@</small>', ""),
    "em": ('<p style="font-size:.6em">@', ""),
    "rem": ('<p style="font-size:62.5%">@', ""),
    "lay": (
        "<p class=a>@",
        "<style>@layer a,b;@layer a{.a{display:none}}@layer b{.a{display:block}}</style>",
    ),
    "nesth": ("<p class=a>@", "<style>.a{&:hover{display:none}}</style>"),
    "specv": ("<p class=a>@", "<style>p.a{display:block}.a{display:none}</style>"),
    "where": ("<p class=a>@", "<style>:where(#x,.a){display:none}p{display:block}</style>"),
    "later": ("<p class=a>@", "<style>.a{display:none}.a{display:block}</style>"),
    "scale": ('<p style="transform:scale(1.1) rotate(3deg)">@', ""),
    "rotate": ('<p style="display:inline-block;rotate:90deg">@', ""),
    "grad": (
        '<div style="background:linear-gradient(90deg,#123 0%,#456 100%)"><p style="color:#fff">@</div>',
        "",
    ),
    "cur": ('<p style="color:currentcolor">@', ""),
    "inlinebg": ('<p style="background-color:navy;color:white">@', ""),
    "tdbg": ("<table><tr bgcolor=navy><td><font color=white>@</font><td>x</table>", ""),
    "fallback": ('<p style="color:#000;color:oklab(garbage)">@', ""),
    "vis2": ('<p style="visibility:visible;opacity:1">@', ""),
    "cv": ('<p style="content-visibility:auto">@', ""),
    "all": ('<div hidden style="all:unset"><p>@</div>', ""),
    "flexs": ('<p style="display:inline flow-root">@', ""),
    "mark": ('<div style="color:white"><mark>@</mark></div>', ""),
    "nosc": ("<p class=a>@", "<noscript><style>.a{display:none}</style></noscript>"),
    "alt": (
        "<p class=a>@",
        '<link rel="alternate stylesheet" href="data:text/css,.a{display:none}">',
    ),
    "type": ("<p class=a>@", '<style type="text/x-less">.a{display:none}</style>'),
    "mhov": ("<p class=a>@", "<style>@media (hover:none){.a{display:none}}</style>"),
    "print2": ("<p class=a>@", "<style>@media print and (min-width:1px){.a{display:none}}</style>"),
    "kf": (
        "<p class=a>@",
        "<style>@keyframes h{from{opacity:0}to{opacity:1}}.a{animation:h 1s}</style>",
    ),
    "sp": ('<p style="letter-spacing:-.5px">@', ""),
    "mask": ('<p style="mask-image:linear-gradient(#000,transparent)">@', ""),
    "notprint": ("<p class=a>@", "<style>@media not screen{.a{display:none}}</style>"),
    "z": ('<p style="zoom:1.2">@', ""),
    "bright": ('<p style="filter:drop-shadow(0 0 2px #000)">@', ""),
    "sem": ('<p style="opacity:var(--o,1)">@', ""),
    "roothex": ('<p style="color:var(--c)">@', "<style>:root{--c:#333}</style>"),
    "pad": ('<div style="height:0;overflow:hidden;padding-bottom:56%"><p>@</div>', ""),
    "lightonhtml": ("<p>@", "<style>html{background:#111}body{color:#eee}</style>"),
    "bghtml": (
        "<p>@",
        "<style>:root{--bg:#0b1020;--fg:#f8fafc}body{background:var(--bg);color:var(--fg)}</style>",
    ),
    "invroot": (
        '<p style="color:#fff">@',
        "<style>html{background:#000;color:#fff;filter:invert(1)}</style>",
    ),
    "invbox": ('<p style="background:#fff;filter:invert(1)">@', ""),
    "bright2": ('<p style="filter:brightness(1.1)">@', ""),
    "contrast": ('<p style="filter:contrast(1.2)">@', ""),
    "gray2": ('<p style="filter:grayscale(1)">@', ""),
    "blendp": ('<p style="mix-blend-mode:screen">@', ""),
    "blendm": ('<p style="mix-blend-mode:multiply">@', ""),
    "diff": ('<p style="mix-blend-mode:difference">@', ""),
    "boxs": ('<p style="box-shadow:0 0 9px #000">@', ""),
    "boxi": ('<p style="box-shadow:inset 0 0 4px #000">@', ""),
    "if1": ('<p style="display:if(media(print): none; else: block)">@', ""),
    "pos2": ('<p style="position:absolute;left:-90px">@', ""),
    "pos5": ('<p style="position:sticky;left:-9999px">@', ""),
    "ti": ('<p style="text-indent:-90px">@', ""),
    "ti2": ('<div style="text-indent:-9999px"><p style="text-indent:0">@</div>', ""),
    "fs": ('<p style="font-size:6px">@', ""),
    "sc": ('<p style="transform:scale(.4)">@', ""),
    "cl2": ('<p style="position:absolute;clip:rect(0px 200px 100px 0px)">@', ""),
    "cp": ('<p style="clip-path:polygon(0 0,100% 0,100% 100%,0 100%)">@', ""),
    "mask2": ('<p style="mask-image:linear-gradient(black,black)">@', ""),
    "hs": ('<p style="color:hsl(0 100% 95%)">@', ""),
    "ylw": ('<p style="color:#ffffe0">@', ""),
    "sil": ('<p style="color:silver">@', ""),
    "rgba": (
        '<div style="background:rgba(0,0,0,.9)"><p style="color:rgba(255,255,255,.9)">@</div>',
        "",
    ),
    "stroke": ('<p style="color:white;-webkit-text-stroke:1px black">@', ""),
    "all2": ('<p style="all:initial">@', "<style>p{display:none}h1+p{display:block}</style>"),
    "imp2": ("<p class=a>@", "<style>.a{display:none}p{display:block!important}</style>"),
    "emp": ("<p class=a>@", "<style>.a:empty{display:none}</style>"),
    "tgt": ("<p class=a>@", "<style>.a:target{display:none}</style>"),
    "case": ("<p class=A>@", "<style>.a{display:none}</style>"),
    "var2": ('<p style="--a:;display:var(--a,none)">@', ""),
    "var3": ('<p style="display:var(--q)">@', "<style>p{display:none}h1+p{display:block}</style>"),
    "var4": (
        '<div style="--b:block"><p class=a>@</div>',
        "<style>.a{display:none;display:var(--b)}</style>",
    ),
    "nest1": ("<div class=a><p class=b>@</div>", "<style>.a{.b &{display:none}}</style>"),
    "nest2": ('<p class="a b">@', "<style>.a{.b{display:none}}</style>"),
    "sc3": ("<p>@", "<style>@scope (.a){p{display:none}}</style>"),
    "mq2": ("<p class=a>@", "<style>@media (orientation:portrait){.a{display:none}}</style>"),
    "mq3": (
        "<p class=a>@",
        "<style>@media screen and (400px <= width <= 700px){.a{display:none}}</style>",
    ),
    "mq5": ("<p class=a>@", "<style>@media tv,(foo){.a{display:none}}</style>"),
    "mq6": ("<p class=a>@", "<style>@media not (foo){.a{display:none}}</style>"),
    "su4": ("<p class=a>@", "<style>@supports (-moz-appearance:none){.a{display:none}}</style>"),
    "an3": ("<p class=a>@", "<style>@keyframes h{to{opacity:0}}.a{animation:h 1ms}</style>"),
    "bgs": ('<div style="background:#000;background-image:none"><p style="color:#fff">@</div>', ""),
    "tab": ('<table><tr style="background:#000"><td style="color:#fff">@</table>', ""),
    "dl": ('<dl style="color:#fff"><dt style="color:#000">@</dl>', ""),
    "scheme2": ('<p style="color:#eee">@', "<meta name=color-scheme content=dark>"),
    "ld": ('<p style="color:light-dark(#000,#fff)">@', ""),
    "ctr": ('<p style="contain:size">@', ""),
    "br": ('<p style="filter:blur(9px)">@', ""),
    "b0": ('<p style="filter:brightness(0)">@', ""),
    "ctn": ('<p style="content:none">@', ""),
    "fl": ("<p>@", "<style>p::first-letter{font-size:0}</style>"),
    "hidd": ('<p hidden style="display:flex">@', ""),
    "bad2": ('<p style="color:red}display:none">@', ""),
    "bad3": ('<p style="{display:none}">@', ""),
    "bad4": ('<p style="display:none!ie">@', ""),
    "bad5": ('<p style="display:none !important!">@', ""),
}


def page(tmp_path: Path, body: str, head: str = "", doctype: str = "<!doctype html>") -> str:
    """The text of a page."""
    path = tmp_path / "a.html"
    path.write_text(f"{doctype}<html><head>{head}</head><body><h1>Ferry</h1><p>{SEEN}</p>{body}</body></html>")
    return read(path).documents[0].text


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_does_not_go_in(tmp_path: Path, name: str) -> None:
    body, head = UNSEEN[name]
    text = page(tmp_path, body.replace("@", SECRET), head)
    assert SECRET not in text and SEEN in text


@pytest.mark.parametrize("name", IN_SIGHT)
def test_what_people_see_goes_in(tmp_path: Path, name: str) -> None:
    body, head = IN_SIGHT[name]
    text = page(tmp_path, body.replace("@", SECRET), head)
    assert SECRET in text and SEEN in text


@pytest.mark.parametrize("said", ["display:none", "opacity:0", "color:white", "font-size:0"])
def test_a_page_that_is_hidden_as_a_whole_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(Unreadable, match="no text found in it that people see"):
        page(tmp_path, "", f"<style>* {{{said}}}</style>")


def test_without_a_doctype_classes_match_in_any_case(tmp_path: Path) -> None:
    assert SECRET not in page(tmp_path, f"<p class=A>{SECRET}</p>", "<style>.a{display:none}</style>", "")


def test_text_at_the_end_of_a_page_outside_any_block_goes_in(tmp_path: Path) -> None:
    assert SECRET in page(tmp_path, SECRET)


_DEEP = 20_000
_HEAVY = {
    "braces": f"<style>{'a{' * 200_000}</style>",
    "brackets": f"<style>a{{width:{'(' * 200_000}}}</style>",
    "media": f"<style>{'@media screen{' * _DEEP}</style>",
    "is": f"<style>{':is(' * _DEEP}a{')' * _DEEP}{{color:red}}</style>",
    "calc": f"<p style='width:{'calc(' * _DEEP}'>x</p>",
    "parents": f"<style>{'&,&,&{' * 40}color:red{'}' * 40}</style>",
    "values": "<style>:root{--a0:x;"
    + "".join(f"--a{n}:{f'var(--a{n - 1}) ' * 10};" for n in range(1, 20))
    + "}p{display:var(--a19)}</style>",
    "round": "<style>:root{--a:var(--b);--b:var(--a)}p{color:var(--a)}</style>",
    "rules": "<style>" + "".join(f".c{n} b{{color:red}} *{{left:{n}px}}" for n in range(50_000)) + "</style>"
    + "".join(f"<p class=c{n}>x<b>y</b></p>" for n in range(50_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", _HEAVY)
def test_style_sheets_made_to_do_harm_cost_a_line_at_most(tmp_path: Path, name: str) -> None:
    path, began = tmp_path / "a.html", time.monotonic()
    path.write_text(f"<body><h1>Ferry</h1><p>{SEEN}</p>{_HEAVY[name]}")
    with sandbox(Limits(seconds=5)) as reader:
        try:
            assert SEEN in reader.read(path).documents[0].text
        except Unreadable as refused:
            words = ("nested too deeply", "takes more than", "more memory")
            assert any(one in refused.reason for one in words) and "\n" not in refused.reason
    assert time.monotonic() - began < 40


def test_a_large_page_with_many_rules_is_read_at_once(tmp_path: Path) -> None:
    rules = "".join(
        f".c{n}{{color:#{n:03x};margin:{n}px}}\n.d{n % 50} .q{n % 300}:not(.z) > b{{font-size:{10 + n % 9}px}}\n"
        for n in range(1_000)
    )
    body = "".join(
        f"<div class='c{n % 1000} d{n % 50}'><p class='q{n % 300}'>{SEEN} It is rule {n}.</p></div>"
        for n in range(9_000)
    )
    began = time.process_time()
    assert SEEN in page(tmp_path, body, f"<style>{rules}</style>")
    assert time.process_time() - began < 8  # about 1.4 s where nothing else runs
