"""Russian surnames as tables of endings, masculine and feminine.

Norm: surnames on a consonant are declined for men and unchanged for women,
those on unstressed -а/-я are declined for both, on -о/-е/-и/-у unchanged.
Word lists hold only what the ending cannot tell: stress, fleeting vowels,
a foreign origin; each list is headed by its reason.
"""

from __future__ import annotations

# Forms shared by men and women: vowel stems.
_VOWELS = """
unchanged-vowel | о е ё э и ы у ю | 0 | = |
unchanged-foreign-a | иа еа оа уа аа ыа юа эа | 0 | = |
a-hard | а | 1 | ы е у ой е |
a-velar | га ка ха | 1 | и е у ой е |
a-hushing | жа ша ча ща | 1 | и е у ей е |
a-ts | ца | 1 | ы е у ей е |
ja | я | 1 | и е ю ей е |
ija | ия | 1 | и и ю ей и |
"""

_VOWEL_WORDS = """
# stress on the last vowel of a foreign surname: nothing in the spelling shows it
unchanged-foreign | дюма тома дега люка ферма петипа золя труайя скаля гамарра шандра\
 каруана | 0 | = |
# the noun is stressed on the ending, so -ой and -ёй
a-end-stress | левша ханжа межа душа свеча саранча каланча епанча алыча парча |\
 1 | и е у ой е |
a-ts-end-stress | овца пыльца ленца хрипотца | 1 | ы е у ой е |
ja-end-stress | свинья судья скамья земля заря змея швея броня клешня ступня кутья бадья ладья |\
 1 | и е ю ёй е |
"""

MASCULINE_WORDS = (
    _VOWEL_WORDS
    + """
# fleeting vowel, as in the common noun of the same sound
fleeting | заяц заец | 2 | йца йцу йца йцем йце |
fleeting | лапоть дёготь деготь | 3 | тя тю тя тем те |
fleeting | ноготь коготь локоть | 3 | тя тю тя тем те |
fleeting | ломоть | 3 | тя тю тя тём те |
fleeting | журавель | 3 | ля лю ля лём ле |
fleeting | стебель | 3 | ля лю ля лем ле |
fleeting | угорь | 3 | ря рю ря рём ре |
fleeting | уголь | 3 | ля лю ля лем ле |
fleeting | камень корень перстень ливень парень шершень бредень гребень поршень дурень певень\
 лежень | 3 | ня ню ня нем не |
fleeting | кремень ремень огонь плетень слепень ставень | 3 | ня ню ня нём не |
fleeting | пень день | 3 | ня ню ня нём не |
fleeting | козёл орёл осёл котёл козел орел осел котел щегол хохол угол узел чехол |\
 2 | ла лу ла лом ле |
fleeting | дятел бусел петел пепел | 2 | ла лу ла лом ле |
fleeting | бобёр шатёр ковёр костёр бобер шатер ковер костер | 2 | ра ру ра ром ре |
fleeting | бугор вихор ветер | 2 | ра ру ра ром ре |
fleeting | осётр осетр | 3 | етра етру етра етром етре |
fleeting | пёс пес овёс овес | 2 | са су са сом се |
fleeting | лоб | 2 | ба бу ба бом бе |
fleeting | мох | 2 | ха ху ха хом хе |
fleeting | павел | 2 | ла лу ла лом ле |
fleeting | лев | 2 | ьва ьву ьва ьвом ьве | fleeting vowel: Льва or Лева
fleeting | лён лен сон | 2 | на ну на ном не | fleeting vowel
fleeting | хребет | 2 | та ту та том те |
fleeting-ej | соловей воробей муравей ручей жеребей репей чирей | 2 | ья ью ья ьём ье |
# -ок of a common noun: the vowel goes
fleeting-ok | песок листок цветок сынок кусок молоток платок росток желток щенок чулок носок венок\
 белок замок городок холодок голубок зубок лубок кубок перепелок михолок уголок глоток поток\
 свисток хвосток лоскуток крупок колобок | 2 | ка ку ка ком ке | fleeting vowel
# the one vowel of the root turns when the stress moves on
root-change | ёж | 2 | ежа ежу ежа ежом еже |
root-change | ёрш | 3 | ерша ершу ерша ершом ерше |
root-change | пётр | 3 | етра етру етра етром етре |
# an adjective of one syllable
adjective | злой | 2 | ого ому ого ым ом |
# stress on the ending after a hushing letter: -ом
hushing-end-stress | ткач горбач толкач товкач таукач трубач усач богач силач скрипач рогач лихач\
 палач деркач клепач пугач носач бородач циркач кумач калач ковач копач дергач черпач стукач\
 слухач | 0 | а у а ом е |
hushing-end-stress | москвич кузьмич ильич лукич фомич кирпич кулич паралич ерш ковш грош кош мыш\
 малыш латыш крепыш карандаш палаш мураш шалаш барыш камыш голыш коротыш | 0 | а у а ом е |
# foreign surnames: stress on the stem
hushing-foreign | келдыш дейч случ буш фиш киш нэш кэш раш муш тодж линч рич | 0 | а у а ем е |
# stress on the ending: -ём
soft-end-stress | коваль король брыль василь шмель кисель москаль враль куль руль\
 февраль январь царь кобзарь пономарь звонарь янтарь сухарь косарь вратарь глухарь дикарь бунтарь\
 золотарь фонарь букварь словарь шинкарь кушнарь свинарь гончарь дегтярь\
 конь линь карась груздь гвоздь дождь вождь язь кремль\
 рубль корабль бобыль пузырь снегирь богатырь упырь штырь монастырь косырь мизгирь |\
 1 | я ю я ём е |
# agents on -арь and others with the stress on the stem
soft | паскаль лаваль дюваль козырь визирь кухарь рымарь бондарь\
 писарь слесарь токарь пекарь лекарь аптекарь пахарь знахарь рыцарь мытарь лазарь\
 макарь пластырь гусарь сударь государь январь келарь цезарь | 1 | я ю я ем е |
# possessive in form only: Western and other foreign surnames on -ин, and given names
noun-in | дарвин эрвин ирвин гудвин болдвин голдвин колвин кельвин мелвин кальвин эдвин франклин\
 джоплин чемберлин гершвин константин валентин августин рабин бегин цеппелин гриффин регин |\
 0 | а у а ом е |
noun-in | чаплин мартин берлин | 0 | а у а ом е | foreign or Russian
noun-in | бюлов флотов гуцков вирхов лютцов кантов |\
 0 | а у а ом е | foreign or Russian
# names of peoples: a noun, so -ом; a Russian family may still be possessive
noun-in | литвин грузин мордвин татарин русин | 0 | а у а ом е | possessive or noun
# one syllable on -ец keeps its vowel: the cluster cannot be said without it
keeps-ec | швец жнец чтец жрец льстец мнец спец | 0 | а у а ом е |
keeps-ec | кузнец близнец мертвец мудрец хитрец подлец наглец храбрец чернец беглец пришлец игрец\
 гордец простец светлец тяглец быстрец червец | 0 | а у а ом е |
# a Jewish surname, not the Slavic ending
keeps-ec-stem | хейфец | 0 | а у а ем е |
# nouns on -ец with the stress on the stem: -цем
fleeting-ec-stem | немец перец старец горец ситец агнец умелец земец морец литовец торговец\
 красавец мерзавец полтавец гостинец мизинец зверинец осетинец грузинец украинец младенец\
 беженец первенец\
 словенец японец червонец иностранец танец ранец румянец лишенец питомец незнакомец гишпанец\
 испанец германец американец африканец мексиканец италианец оршанец минчанец голландец\
 шотландец ирландец | 2 | ца цу ца цем це |
fleeting-ec-stem | палец владелец скиталец страдалец земледелец | 2 | ьца ьцу ьца ьцем ьце |
fleeting-ec-end | боец стоец | 2 | йца йцу йца йцом йце |
# adjectives and nouns on -ой / -ий that the ending does not tell apart
j-noun | герой покой прибой водопой разбой зверобой перебой настрой застой конвой | 1 | я ю я ем е |
j-noun | бабий палий кий вий | 1 | я ю я ем и |
# -их that is a root, not the genitive plural of a nickname
noun-ih | рерих эрлих дитрих фридрих ульрих гейнрих генрих фрейлих мюних |\
 0 | а у а ом е |
"""
)

MASCULINE_SHORT = """
one-syllable-in | ин ын | 0 | а у а ом е |
one-syllable-hushing | ж ч щ | 0 | а у а ом е |
one-syllable-hushing | ш | 0 | а у а ем е | stress: -ом or -ем
one-syllable-ec | ец | 0 | а у а ем е | stress: -ом or -ем
one-syllable-j | ой ый ий | 1 | я ю я ем е |
one-syllable-yh | ых их | 0 | а у а ом е | noun or unchanged
one-syllable-k | ок ек ёк | 0 | а у а ом е |
"""

MASCULINE_ENDS = (
    _VOWELS
    + """
hard | б в г д з к л м н п р с т ф х ъ | 0 | а у а ом е |
hushing | ж ч ш щ | 0 | а у а ем е |
hushing | ач | 0 | а у а ом е | stress: -ом or -ем
ich | ич | 0 | а у а ем е |
hushing | ыш ёж | 0 | а у а ом е | stress: -ом or -ем
ts | ц | 0 | а у а ем е |
possessive | ов ев ёв ин ын | 0 | а у а ым е |
unchanged-yh | ых | 0 | = |
unchanged-ih | гих ких хих жих ших чих щих них | 0 | = |
noun-ih | их | 0 | а у а ом е | noun or unchanged
adjective-hard | ый | 2 | ого ому ого ым ом |
adjective-hard | ой | 2 | ого ому ого ым ом | adjective or noun
adjective-hard | лстой стой ной вой дой лой мой | 2 | ого ому ого ым ом |
adjective-velar | кий гий хий ской цкой | 2 | ого ому ого им ом |
adjective-velar | кой гой хой жой шой чой щой | 2 | ого ому ого им ом |
adjective-soft | жий ший чий щий | 2 | его ему его им ем |
adjective-soft | ний | 2 | его ему его им ем |
ij-noun | ий | 1 | я ю я ем и |
ij-noun | оний сений гений мений ианий | 1 | я ю я ем и |
j-noun | й | 1 | я ю я ем е |
fleeting-ej | оловей оробей | 2 | ья ью ья ьём ье |
soft | ь | 1 | я ю я ем е |
soft | ень | 1 | я ю я ем е | fleeting vowel
soft | аль | 1 | я ю я ем е | stress: -ем or -ём
soft-end-stress | валь скаль | 1 | я ю я ём е |
soft-end-stress | ыль ирь ырь | 1 | я ю я ём е | stress: -ем or -ём
soft-end-stress | арь ярь | 1 | я ю я ём е | stress: -ем or -ём
fleeting-ec | ец | 2 | ца цу ца цом це | stress: -ом or -ем
fleeting-ec | инец ынец унец янец авец | 2 | ца цу ца цом це |
fleeting-ec-stem | анец | 2 | ца цу ца цем це | stress: -ом or -ем
fleeting-ec-stem | славец мец ржец странец льянец | 2 | ца цу ца цем це |
fleeting-ec-l | лец | 2 | ьца ьцу ьца ьцом ьце | stress: -ом or -ем
fleeting-ec-j | аец оец еец иец уец эец | 2 | йца йцу йца йцем йце |
fleeting-onok | онок ёнок енок | 2 | ка ку ка ком ке |
fleeting-ok | чок шок жок | 2 | ка ку ка ком ке | fleeting vowel
hard | ок ек ел ёл ёр | 0 | а у а ом е | fleeting vowel
fleeting-jok | ёк | 2 | ька ьку ька ьком ьке | fleeting vowel
"""
)

KEEPS_EC = "бвгджзкмнпрстфхцчшщл"
"""Two of these before -ец and the vowel stays: Кузнец, Мертвец, Мудрец."""


def _cluster_ends() -> str:
    """Return the table rows for -ец after two consonants."""
    ends = " ".join(f"{one}{two}ец" for one in KEEPS_EC for two in KEEPS_EC if one + two != "рж")
    return f"keeps-ec | {ends} | 0 | а у а ом е | fleeting vowel\n"


MASCULINE_ENDS = _cluster_ends() + MASCULINE_ENDS

FEMININE_WORDS = (
    _VOWEL_WORDS
    + """
# equal to a feminine noun: a woman may be Дубина (of Дубина) or Дубина (of Дубин)
a-noun-or-possessive | дубина калина малина тычина скорина былина машина кручина лучина година\
 рябина осина вершина долина щетина скотина дружина лещина морщина пучина тростина хворостина\
 паутина глина льдина картина корзина солонина бузина середина десятина пружина рогатина |\
 1 | ы е у ой е | possessive or noun
a-noun | голова корова подкова сова дуброва основа обнова окова хвороба дева ева слива нива верба\
 булава слава трава | 1 | ы е у ой е |
# two-syllable nouns that only look like a short adjective
ja | зая мая рая гая шая чая цая | 1 | и е ю ей е |
"""
)

FEMININE_SHORT = """
unchanged-consonant | ь й | 0 | = |
"""

FEMININE_ENDS = (
    _VOWELS
    + """
unchanged-consonant | б в г д ж з й к л м н п р с т ф х ц ч ш щ ъ ь | 0 | = |
masculine-form | ов ев ёв | 0 | = | the masculine form of a surname
masculine-form | ский цкий ной ный | 0 | = | the masculine form of a surname
possessive | ова ева ёва ина ына | 1 | ой ой у ой ой |
adjective-hard | ая | 2 | ой ой ую ой ой |
adjective-soft | жая шая чая щая | 2 | ей ей ую ей ей |
adjective-soft | яя | 2 | ей ей юю ей ей |
"""
)
