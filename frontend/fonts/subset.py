"""Cut the font for papers (PDF) out of the full Noto Sans CJK: every GB 2312 character and the rarer ones of names.

Run at release only, with fonttools in an environment of its own:

    python frontend/fonts/subset.py NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc src/goldbell/web/fonts

The cut fonts get a family name of their own, so that a machine which has the full font never mixes the two up, and the
full one can follow as the fallback for characters such as 㵘.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Goldbell Sans SC"
FACE = "Noto Sans CJK SC"
#: Given names of today that GB 2312 (1980) does not know, and characters of laws, seals and papers.
NAMES = (
    "喆堃玥珺淏昇旻煊燊瑄玙璟翀赟嫄婳祎禛翊頔颢旸昉昳晧暠樾橦沄沅沣洺浥湉湦溦滢潆澍澔烜烨焱燚玚珩珵珮琚琤琬琮琰瑀瑗璿甯祐禕竑"
    "筠翙芃莙菀葳葶蘅虓衎訚贇赜鄢鋆錡鎏锜锴闫飏騏骅鸢龑䶮鿏伃伹俍倓僖凊劼勍厐叆吥咹哿啱喦嗣嘏囍圳坴垚埈堉堽塱墋墨夲奡妘姈姞姵"
    "娅娉娸婌媖嫕孖孛宓寀寗尧屾岍岑峂峣崀崇崟嵚嶔巀帡弇弢彧怡怿恽悊悫惇慜懋扆挼捄揆揚敔斓旴昀昈昺晅晊晛晢暅暐暒曈曌杕杲枥柃栋"
    "桭桱梣梓棪棻楙楹榞榑橿欣殷毖氚汛汭沕沘泂泃泖洎洣洧浉浟涆涢淐淙淯渼湑湜溆溍溱滉滏漷漻潓潼澂澧濬瀞炆炘炟烔烺焌焯熳燏爔牮玎"
    "玕玘玠玢玭玫珅珖珙珣珧珽珺琇琎琏琯瑃瑊瑢瑨瑭璘璜璠璥璪璬瓀瓒疌皛皞盷眘睎瞻矞砺碁碹礽祇祼禤稙稹窅竦笪筼箎簃粦紘絜縯纮绂绎绚"
    "缊缜罡翛翥翯耆聃聪肸胔脩腴舸芗芠苡苢苼荙荦莛莳菁菥菫萩葆蒨蒽蓂蔺薏薰藟虢蛟蜜衍裒裛褀褚覨訢詠诜诩谖豨豳赑赪趵跱躬軒辂达迺逄"
    "逖遹邰邴郃郈郕郢鄀鄄鄠鄯鄫酃醴釬釭鈊鈜鉌鉥銤鋐鋕鍇鍈鎔鎧鏐鏞鑌鑨钏钒钜钤钫铄铨铱锃锆锓锘锜锳镠镡镱阊阚陔陞隆隗雒雱霈靓靖靚靳"
    "鞅韡韪韴顒颀颋颐颙飂飖飗馝馥駪騄骎骐骕骥骧魦鱻鲲鳌鳯鹔鹮麃麐麴黉黟鼐鼒齐龢"
)


def wanted() -> set[int]:
    """Code points: ASCII and Latin-1, general punctuation and full-width forms, all of GB 2312, the names above."""
    found = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | set(range(0xFF01, 0xFF5F))
    found |= (
        set(range(0x2010, 0x2028)) | set(range(0x2030, 0x203F)) | set(range(0x2190, 0x2194)) | {0x2212, 0x20AC, 0xFFE5}
    )
    found |= set(range(0x2460, 0x2474)) | set(range(0x3000, 0x3018)) | {0x25A0, 0x25A1, 0x25CB, 0x25CF, 0x2713}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found | {ord(character) for character in NAMES}


def face(path: Path) -> TTFont:
    """The simplified Chinese face of the collection."""
    for font in TTCollection(path).fonts:
        if font["name"].getDebugName(1) == FACE or font["name"].getDebugName(16) == FACE:
            return font
    raise SystemExit(f"{path}: no face {FACE}")


def cut(source: Path, style: str, target: Path) -> None:
    """Write one face with the wanted characters under the family name of its own."""
    font = face(source)
    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "ccmp", "locl", "mark", "mkmk"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    plain = FAMILY.replace(" ", "")
    names = {1: FAMILY, 2: style, 3: f"{plain}-{style}", 4: f"{FAMILY} {style}", 6: f"{plain}-{style}"}
    for number, word in names.items():
        font["name"].setName(word, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [names[6]]
    cff.topDictIndex[0].FamilyName = FAMILY
    cff.topDictIndex[0].FullName = names[4]
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(target)


def main() -> None:
    regular, bold, folder = (Path(argument) for argument in sys.argv[1:4])
    cut(regular, "Regular", folder / "GoldbellSansSC-Regular.otf")
    cut(bold, "Bold", folder / "GoldbellSansSC-Bold.otf")


if __name__ == "__main__":
    main()
