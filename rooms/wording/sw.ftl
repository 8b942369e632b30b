### Vigil anachosema kwa Kiswahili. Sentensi zilezile, zenye vigezo vilevile, zimo katika faili nyingine.
### Amri (!ack) hazitafsiriwi. Shirika husemwa kwa wingi ("wanashughulikia"), mtetezi kwa umoja.
### Wakati hauandikwi "saa 10:49": wengi wangesoma saa ya Kiswahili. Urefu wa muda hufuata "muda wa".

## Lini: "baada ya saa 1 (leo 10:49)", "siku 2 zilizopita (Jumapili 10:49)"; "leo 10:49" ni dakika hii hii.

clock-today = leo { $time }
clock-weekday = { $day } { $time }
clock-date = tarehe { $date }, { $time }
moment-now = { $clock }
moment-ahead = baada ya { $span } ({ $clock })
moment-past = { $span } { AGREE($span, one: "iliyopita", other: "zilizopita") } ({ $clock })

## Kwa mtetezi: maneno machache iwezekanavyo.

need-help =
    Nipo hapa. Je, unahitaji msaada sasa?
    1 ndiyo
    2 hapana, ni swali tu
need-help-again =
    Bado sijapata jibu lako. Je, unahitaji msaada sasa?
    1 ndiyo
    2 hapana, ni swali tu
taken-as-alert-threat = Unachoandika kinaonekana kuwa hatari, kwa hiyo ninakichukua kama ombi la msaada. Kama uko salama, andika: salama
taken-as-alert-unanswered = Unaandika bila kusema kama unahitaji msaada, kwa hiyo ninalichukua kama ombi la msaada. Kama uko salama, andika: salama
no-help-needed = Sawa. Ukihitaji msaada, andika: hatari. Siwezi kujibu maswali; tafadhali muulize mratibu wako.
defender-raised =
    Nimepokea ombi lako la msaada. Ninatafuta { $count ->
        [one] shirika 1 la
       *[other] mashirika { $count } ya
    } kukusaidia. Unachoandika au kutuma hapa, ninawapelekea.
defender-raised-unprotected =
    Nimepokea ombi lako la msaada. Ninatafuta { $count ->
        [one] shirika 1 la
       *[other] mashirika { $count } ya
    } kukusaidia. Unachoandika au kutuma hapa, ninawapelekea.
    Uwe mwangalifu: mazungumzo haya hayalindwi. Huenda wengine wanaweza kuyasoma.
defender-invited =
    { $count ->
        [one] Shirika 1 limealikwa: { $names }.
       *[other] Mashirika { $count } yamealikwa: { $names }.
    } Nitakuambia nani amejibu.
defender-called = Ninawaita pia { $name }.
defender-answered =
    { $count ->
        [one] Shirika 1 linashughulikia: { $names }.
       *[other] Mashirika { $count } yanashughulikia: { $names }.
    }
defender-answered-unnamed =
    { $count ->
        [one] Shirika 1 linashughulikia.
       *[other] Mashirika { $count } yanashughulikia.
    } Siyataji hapa, kwa sababu mazungumzo haya hayalindwi.
defender-room-refused = Bado sijaweza kuyafikia mashirika. Ninaendelea kujaribu, na ninawajulisha waratibu. Ukiweza, mpigie simu mtu unayemwamini.
defender-withdrawn = { $name } hawawezi kuja tena. { $standing }
defender-withdrawn-nobody = { $name } hawawezi kuja tena. Kwa sasa hakuna anayeshughulikia; ninatafuta wengine.
defender-lapsed = Sijapata neno kutoka kwa { $names } kwa muda, na siwategemei mpaka waandike. { $standing }
defender-lapsed-nobody = Sijapata neno kutoka kwa { $names } kwa muda, na siwategemei mpaka waandike. Kwa sasa hakuna mwingine anayeshughulikia; ninatafuta wengine.
defender-deserted = Bado hakuna anayekuja, na sipati shirika lingine. Ninawajulisha waratibu. Ukiweza, mpigie simu mtu unayemwamini.
defender-relayed = Ninawapelekea.
defender-relayed-plain = Ninawapelekea. Ujumbe ulifika bila ulinzi (encryption), kwa hiyo mtu yeyote angeweza kuuandika: unaweza kuomba msaada, lakini siwezi kuuchukua kama jibu kwamba uko salama. Ili kujibu, tafadhali niandikie katika mazungumzo yanayolindwa.
defender-alarm-passed-on = Ninawaita wote tena, sasa hivi.
defender-not-over = Dharura yako inabaki wazi, na nitaendelea kukuuliza kama uko salama.
defender-resolved = Dharura yako imefungwa. Sitakuuliza tena. Ukihitaji msaada, andika: hatari
defender-status-none = Huna dharura iliyo wazi. Ukihitaji msaada, andika: hatari
defender-status-on-it =
    Dharura yako iko wazi. { $count ->
        [one] Shirika 1 linashughulikia: { $names }.
       *[other] Mashirika { $count } yanashughulikia: { $names }.
    }
defender-status-waiting =
    Dharura yako iko wazi. { $count ->
        [0] Bado ninatafuta mashirika.
        [one] Shirika 1 limeitwa na bado halijajibu.
       *[other] Mashirika { $count } yameitwa na bado hayajajibu.
    }
defender-status-open = Dharura yako iko wazi.
defender-call-too = Ukiweza, mpigie simu pia mtu unayemwamini.
told =
    Ujumbe kutoka kwa { $name }:
    { $text }
told-kept-back = Shirika linataka kukuambia jambo. Siwezi kuliandika hapa, kwa sababu mazungumzo haya hayalindwi. Tafadhali anza nami mazungumzo mapya yanayolindwa (encrypted), au subiri simu.
told-corrected =
    { $name } anasahihisha maneno niliyokupelekea. Maneno sahihi ni:
    { $text }
brought-in = Mashirika yanakualika kwenye chumba chao: utakiona katika orodha ya mazungumzo yako. Mtu akichukua simu yako ataweza kukisoma. Ingia ukitaka tu.
resolution-question =
    Shirika moja linaona kwamba hatari imekwisha. Je, imekwisha?
    { $number } ndiyo
    2 hapana
resolution-put-again =
    Ninawapelekea. Ili kufunga dharura yako ninahitaji namba: je, imekwisha?
    { $number } ndiyo
    2 hapana

## Je, uko salama? Jibu la "salama" ni jibu la neno la kulazimishwa pia.

check-in =
    Je, uko salama?
    1 niko salama
    2 siko salama
    3 baadaye (au: baadaye masaa 2)
check-in-again =
    Bado sijapata jibu lako. Je, uko salama?
    1 niko salama
    2 siko salama
    3 baadaye (au: baadaye masaa 2)
check-in-put-again =
    Ninawapelekea. Sasa nijibu mimi: uko salama?
    1 niko salama
    2 siko salama
    3 baadaye (au: baadaye masaa 2)
check-in-safe = Asante. Nitakuuliza tena { $at }.
check-in-later = Nitakuuliza tena { $at }.
check-in-later-capped = Siwezi kungoja muda mrefu hivyo. Nitakuuliza tena { $at }.
check-in-not-safe = Ninawaita wote sasa hivi. Andika unachoweza; ninawapelekea.

## Katika mazungumzo ya watu wawili.

direct-room-name = Vigil
stranger = Mimi ni Vigil. Sikufahamu, kwa hiyo siwezi kukuitia msaada. Ninamjulisha mratibu kwamba uko hapa. Kama uko hatarini, tafadhali tafuta msaada kwa njia nyingine.
direct-welcome = Mimi ni Vigil. Shirika lako huwasaidia watetezi walio hatarini. Mmoja wao akiomba msaada, ninakualika kwenye chumba: ingia mara moja, soma kinachohitajika, na ujibu. Katika chumba hicho, !help huonyesha unachoweza kufanya. Tafadhali yaweke mazungumzo haya: kwa njia yake programu yako inanifahamu. Hakuna kingine cha kufanya hapa.
direct-partner = Nipo hapa. Dharura huyafikia mashirika kama mwaliko wa kuingia kwenye chumba. !help huonyesha mengine unayoweza kufanya katika mazungumzo haya.
page = DHARURA: fungua { $room }. Mtetezi anakuhitaji.
page-again = DHARURA: { $room } bado kinakungoja. Kifungue sasa: mtetezi anakuhitaji.
page-over = { $room } imekwisha. Hakuna la kufanya humo tena.
answers-rest = Unaandika zaidi ya ninavyoweza kujibu. Ninasoma yote, lakini kwa sasa nitajibu kidogo.
not-protected = Mazungumzo haya hayalindwi, na siwezi kubadilisha hilo. Huenda wengine wanaweza kuyasoma. Ni bora uanze nami mazungumzo mapya yanayolindwa (encrypted). Ukiwa hatarini, andika hapa hata hivyo: hatari
not-handled = Sikuweza kushughulikia ujumbe uliotumwa hapa { $at }. Tafadhali andika tena. Nimewaambia waratibu.
unreadable = Siwezi kusoma ujumbe uliotumwa hapa { $at }. Tafadhali uandike tena.
device-left-out-write = Simu au kompyuta yako moja haijathibitishwa, kwa hiyo bado siiandikii: niandikie chochote kwenye kifaa hicho, nami nitakiandikia pia.
device-not-verified = Simu au kompyuta yako moja haijathibitishwa, kwa hiyo siitumii chochote, na unachoandika humo hakina athari: kwenye kifaa hicho fungua Element, nenda Settings, kisha Sessions, uchague “Verify session”.
not-heard-unsigned = Sikuzingatia ulichoandika, kwa sababu simu au kompyuta uliyotumia haijathibitishwa: kwenye kifaa hicho fungua Element, nenda Settings, kisha Sessions, chagua “Verify session”, kisha uandike tena.
not-heard-changed = Sikuzingatia ulichoandika, kwa sababu utambulisho wako katika Element si ule ninaoujua: tafadhali mpigie mratibu, anayeweza kuhakikisha kwamba ni wewe, kisha uandike tena.
withheld = Siwezi kusoma unachoandika hapa, kwa sababu programu yako hainipi ufunguo wake: tafadhali fungua wasifu wangu katika Element na uchague “Verify”; nenda Settings, kisha Encryption, na uzime “In encrypted rooms, only send messages to verified users”; kisha uandike tena.

## Katika chumba cha dharura: muhtasari, na hali ilivyo.

room-name = Chumba { $code }
room-name-over = { $room } (imekwisha)
brief =
    DHARURA { $code }: { $alias } anahitaji msaada.
    { $lines }
brief-duress = NENO LA KULAZIMISHWA: huenda { $alias } analazimishwa na anaangaliwa. Msifanye lolote linaloonyesha kwamba mnajua. Msimpigie simu wala kumwandikia { $alias }.
brief-alarm = { $alias } ameomba msaada tena.
brief-inferred-threat = { $alias } hakuomba msaada waziwazi: nimeanzisha dharura hii kwa sababu ya yale ambayo { $alias } aliandika.
brief-inferred-unanswered = { $alias } hakuomba msaada waziwazi: nimeanzisha dharura hii kwa sababu { $alias } aliandika mara kadhaa bila kujibu kama anahitaji msaada.
brief-area = Eneo: { $area }
brief-languages = Lugha: { LANGUAGES($languages) }
brief-words = { $alias } aliandika { $at }: “{ $words }”
brief-no-words = { $alias } aliomba msaada { $at } na hakuandika zaidi.
brief-called = { $alias } aliomba msaada { $at }.
brief-not-protected = Mazungumzo na { $alias } hayalindwi: wengine wanaweza kusoma yanayotumwa kwa { $alias }.
brief-since = { $alias } aliandika { $at }: “{ $words }”
brief-corrected = { $alias } alisahihisha { $at }: “{ $words }”
brief-reply = { $alias } aliandika { $at }, akijibu “{ $quotes }”: “{ $words }”
brief-unverified = { $alias } anaandika kutoka kifaa ambacho hakijathibitishwa: huenda ni cha mtu mwingine.
brief-identity-changed = Utambulisho wa { $alias } umebadilika: huenda anayeandika kwa jina la { $alias } ni mtu mwingine. Hadi mratibu ahakikishe, simwambii { $alias } lolote kuhusu mipango yenu.
brief-answer =
    Tafadhali jibuni sasa:
    !ack – tunashughulikia
    !pass – hatuwezi
    !help inaonyesha mengine mnayoweza kufanya hapa.
status =
    { $code }, { $alias }
    { $lines }
status-raised = Ilianza { $at }.
status-on-it =
    { $count ->
        [one] Shirika 1 linashughulikia: { $names }.
       *[other] Mashirika { $count } yanashughulikia: { $names }.
    }
status-nobody = Bado hakuna anayeshughulikia.
status-waiting = Bado hawajajibu: { $names }.
status-passed = Hawawezi kusaidia: { $names }.
status-lapsed = Kimya kwa muda mrefu, na hawajajibu: { $names }.
status-released = Hawahitajiki tena: { $names }.
status-doubted = Utambulisho umebadilika, na bado haujahakikishwa: { $names }.
status-lead = Kiongozi: { $lead }.
status-note = Kumbukumbu ya { $by }: { $text }
status-proposal = { $by } wanaona kwamba hatari imekwisha: “{ $reason }”. Shirika lingine lijibu: !confirm { $number } au !deny
status-resolved = Ilifungwa { $at }.
status-asked = { $alias } aliulizwa { $at } na bado hajajibu.
status-not-asked = { $alias } bado hajapata swali langu. Niliuliza { $at }.
status-next = { $alias } ataulizwa tena { $at }.
status-said-safe = { $alias } alijibu { $at }: salama.
status-said-not-safe = { $alias } alijibu { $at }: SI salama.
status-said-later = { $alias } alijibu { $at }: baadaye.
status-said-duress = { $alias } aliandika neno la kulazimishwa { $at }. Huenda { $alias } analazimishwa anachoandika. Msifanye lolote linaloonyesha kwamba mnajua.

## Katika chumba cha dharura: nani anakuja.

acknowledged = { $name } wanashughulikia. { $standing }
passed = { $name } hawawezi. { $standing }
passed-because = { $name } hawawezi: “{ $why }”. { $standing }
on-it =
    { $count ->
        [one] Shirika { $count } kati ya { $wanted } linashughulikia.
       *[other] Mashirika { $count } kati ya { $wanted } yanashughulikia.
    }
on-it-waiting =
    { $count ->
        [one] Shirika { $count } kati ya { $wanted } linashughulikia; ninangoja { $names }.
       *[other] Mashirika { $count } kati ya { $wanted } yanashughulikia; ninangoja { $names }.
    }
nudge = { $name }, sijahesabu hilo kuwa jibu. Tafadhali andikeni: !ack (tunashughulikia) au !pass (hatuwezi)
organisation-called = Ninawaita { $name }.
organisation-called-by = { $by } wameniomba niwaite { $name }. Ninawaita.
called-again = { $name }, ninawauliza tena: mnaweza kuja? Tafadhali jibuni: !ack au !pass
called-again-by = { $name }, { $by } wanawauliza tena: mnaweza kuja? Tafadhali jibuni: !ack au !pass
organisation-gone = Hakuna mtu wa { $name } anayepatikana hapa.
acknowledgement-overdue = { $name }, bado sijapata jibu lenu. Tafadhali jibuni: !ack au !pass
others-asked = Bado hakuna jibu kutoka kwa { $name }. Ninawauliza pia watu wao wengine.
fallback-asked = Bado hakuna jibu kutoka kwa { $name }. Ninamuuliza mtu waliyemtaja kwa hali kama hii.
organisation-silent = { $name } hawakujibu kwa wakati. Bado wanakaribishwa.
escalated = { $by } hawataki kungoja zaidi. Ninachukua hatua inayofuata sasa.
still-on-it = { $names }, bado mnashughulikia? Sijasikia kutoka kwenu kwa muda mrefu. Neno lolote hapa linatosha.
still-on-it-again = { $name }, bado mnashughulikia? Tafadhali andikeni neno hapa.
still-on-it-lapsed = Siwategemei tena { $names }: hawakujibu. Neno lolote kutoka kwao litawarudisha.
still-on-it-back = { $name } wanashughulikia tena.
released = { $by } wanasema kwamba { $name } hawahitajiki tena. { $standing }
level-changed = { $by } wameweka kiwango kuwa { $level }: “{ $why }”. !policy inaonyesha maana yake.
handover-asked = { $by } wangependa { $to } wachukue nafasi yao. { $to }, tafadhali jibuni: !accept au !decline
handover-accepted = { $name } wanachukua nafasi ya { $before }. { $standing }
handover-accepted-inside = { $name } wamekabidhi kwa mtu wao mwingine, na bado wanashughulikia.
handover-declined = { $name } hawachukui nafasi hiyo. { $by }, bado mnashughulikia ninyi.
handover-lapsed = { $name } hawakujibu kama wanachukua nafasi hiyo. { $by }, bado mnashughulikia ninyi.
alert-nearby = Kuna dharura nyingine karibu: { $code }. Waratibu wanazijua zote mbili.
merged = Waratibu wameunganisha dharura hii na { $code }: mashirika ya kila moja yanaitwa kwenye nyingine. Hapa tunamlinda { $alias } kama awali; anachoandika { $alias } hakiendi kwenye chumba kingine, na hakuna kinachotoka huko.
rota-exhausted = Hakuna shirika lingine la kuita. Ninawajulisha waratibu.
invitation-failed = Sikuweza kuwaalika { $names }. Ninawajulisha waratibu. Kama mnaweza kuwafikia, tafadhali fanyeni hivyo.
invitation-waits = Mwaliko wangu kwa { $names } hauwezi kutumwa bado. Ninaendelea kujaribu. Kama mnaweza kuwafikia, tafadhali fanyeni hivyo.
cannot-read = { $names } bado hawawezi kusoma chumba hiki. Ninawajulisha waratibu. Kama mnaweza kuwafikia, waambieni wafungue Element.
can-read = { $names } sasa wanaweza kusoma chumba hiki.
cannot-read-unverified = { $names } bado hawawezi kusoma chumba hiki: hawajathibitisha kifaa chao. Ninawajulisha waratibu. Kama mnaweza kuwafikia, waambieni wakithibitishe katika Element.
device-left-out = Kifaa kimoja cha { $names } bado hakiwezi kusoma haya: hakijathibitishwa. Ninamwambia mwenye kifaa la kufanya.
not-heard-in-room = { $name }: yaliyoandikwa hapa sasa hivi kwa jina lenu hayahesabiki, kwa sababu simu au kompyuta iliyotumika haijathibitishwa. Kama ni yenu: kwenye kifaa hicho, fungueni Element, nendeni kwenye Mipangilio, kisha Vipindi, chagueni “Thibitisha kipindi”, na mwandike tena.
identity-changed = Utambulisho wa { $names } umebadilika: huenda ni simu mpya, au ni mtu mwingine. Hadi mratibu ahakikishe, hawasomi tena ninachoandika hapa, na wanachoandika hakihesabiwi. Mkiweza, wapigieni simu.
identity-settled = Mratibu amehakikisha kwamba ni { $names }: wanasoma hapa tena, na wanachoandika kinahesabiwa.
organisation-cut-off = Bado hakuna aliyehakikisha kwamba ni { $name }, na siwezi kuwafikia hapa. Mkiweza, wapigieni simu. Ninatafuta pia shirika lingine.
people-suspended = Waratibu wamewasimamisha { $names }. Ninawatoa katika chumba hiki, na kuanzia sasa hawawezi kusoma ninachoandika.
people-reinstated = Waratibu wamewaruhusu { $names } kushiriki tena. Ninawaalika.
proposal-lapsed = { $by } ndio waliopendekeza kwamba hatari imekwisha, na siwezi kumtegemea aliyeandika hivyo. Pendekezo halihesabiwi tena, na dharura inaendelea.

## Katika chumba cha dharura: mtu akikiingilia.

intruder = { $person } ameingizwa katika chumba hiki bila mimi. Ninamtoa, na hawezi kusoma ninachoandika.
room-altered = Mtu mwingine amebadilisha chumba hiki: { $what }. Ninarekebisha. Ninachoandika kinabaki kimefichwa kwa ajili yenu tu.
room-replaced = Mtu ameonyesha kwamba chumba hiki kimefungwa na kuna kingine badala yake. Si mimi: msiende huko, endeleeni kuandika hapa.
room-unheard = Tangu { $since } sehemu ya yale niliyoandikiwa kuhusu tahadhari hii haijanifikia: seva nyingine hainipi. Ninaendelea kuiomba. Hadi { $until } sihesabu ukimya wa mtu yeyote kuwa ukimya; baada ya hapo nitahesabu tena. Kama unaweza kumpigia simu mtu anayehitaji msaada, mpigie sasa.
altered-encryption = ulinzi wake wa siri
altered-powers = nani anaweza kufanya nini humo
altered-history = nani anaweza kusoma yaliyoandikwa zamani
altered-entry = nani anaweza kuingia
altered-servers = seva zinazoshiriki
altered-successor = kimeonyeshwa kwamba kuna kingine badala yake

## Katika chumba cha dharura: anachotuma na kujibu mtetezi.

relay-text = { $alias }: { $text }
relay-edited = { $alias } (amesahihisha): { $text }
relay-reply =
    { $alias }, akijibu “{ $quotes }”:
    { $text }
relay-other = { $alias } ametuma kitu ambacho siwezi kukionyesha hapa: { $text }
relay-picture = Picha kutoka kwa { $alias }
relay-video = Video kutoka kwa { $alias }
relay-voice = Ujumbe wa sauti kutoka kwa { $alias }
relay-file = Faili kutoka kwa { $alias }
relay-location = Mahali alipotuma { $alias }
relay-place =
    { $place }
    { $latitude }, { $longitude }
    { $link }
relay-unprotected =
    HAUJALINDWA, kwa hiyo labda umeandikwa na mtu mwingine:
    { $text }
relay-late =
    UMECHELEWA, kwa hiyo haujibu chochote nilichouliza baadaye:
    { $text }
unreadable-in-room = { $alias } alituma { $at } kitu ambacho siwezi kukisoma. Ninaomba kitumwe tena.
cannot-write = Siwezi tena kumwandikia { $alias }. Nani anaweza kumfikia { $alias } kwa njia nyingine?
defender-cannot-read = { $alias } hawezi kusoma ninachoandika: hakifiki kwenye simu yake. Nani anaweza kumfikia { $alias } kwa njia nyingine?
defender-can-read = { $alias } sasa anaweza tena kusoma ninachoandika.
defender-unverified = { $alias } anaandika kutoka kifaa ambacho hakijathibitishwa: huenda ni cha mtu mwingine. Hata hivyo ninawapelekea yote.
defender-verified = { $alias } anaandika tena kutoka kifaa kilichothibitishwa.
identity-changed-defender = Utambulisho wa { $alias } umebadilika: huenda ni simu mpya, au ni mtu mwingine. Kabla ya kuamini kinachoandikwa, ulizeni swali ambalo { $alias } tu anaweza kulijibu, na waambieni waratibu jibu lilivyokuwa. Hadi wahakikishe, simwambii { $alias } lolote kuhusu mipango yenu.
identity-changed-duress = Utambulisho wa { $alias } umebadilika: huenda ni simu mpya, au ni mtu mwingine. Msifanye lolote linaloonyesha kwamba mnajua. Hadi mratibu ahakikishe, simwambii { $alias } lolote kuhusu mipango yenu.
plans-kept-back = Sikumpelekea { $alias } jambo la mwisho nililotaka kumweleza kuhusu mipango yenu: hakuna simu yake iliyothibitishwa na utambulisho ninaoujua. Nani anaweza kumfikia { $alias } kwa njia nyingine?
device-left-out-defender = { $alias } ana simu au kompyuta nyingine ambayo haijathibitishwa. Nitaiandikia baada ya { $alias } kuniandikia kwenye kifaa hicho.
identity-settled-defender = Mratibu amehakikisha kwamba anayeandika ni { $alias }. Ninamwambia { $alias } tena nani anajibu, na ninampelekea mnachosema kwa !tell.
reads-along-again = Kuanzia sasa { $alias } anaweza tena kusoma mnachoandika hapa.
alarm-again = HATARI! { $alias } anaomba msaada tena. Nani anaweza kuchukua hatua sasa? Jibuni: !take
answered-safe = { $alias } anajibu: salama (“{ $words }”).
answered-later = { $alias } anataka kuulizwa baadaye (“{ $words }”). Nitauliza { $at }.
answered-not-safe =
    HATARI! { $alias } HAYUKO SALAMA: “{ $words }”
    Nani anaweza kuchukua hatua sasa? Jibuni: !take
answered-duress =
    HATARI YA SIRI! { $alias } aliandika neno la kulazimishwa: “{ $words }”
    Huenda { $alias } analazimishwa na anaangaliwa. Ninajibu kana kwamba hakuna tatizo. Msifanye lolote linaloonyesha kwamba mnajua: msimpigie simu wala kumwandikia { $alias }.
    Nani anaweza kuchukua hatua sasa? Jibuni: !take
alarm-unheeded = { $alias } aliomba msaada { $at }, na hakuna aliyesema kwamba anachukua hatua. Nani anaweza kuchukua hatua sasa? Jibuni: !take
alarm-unheeded-calling = { $alias } aliomba msaada { $at }, na hakuna aliyesema kwamba anachukua hatua. Ninatafuta shirika lingine na ninawajulisha waratibu. Nani anaweza kuchukua hatua sasa? Jibuni: !take
alarm-unheeded-duress = HATARI YA SIRI ya { $at }: hakuna aliyesema kwamba anachukua hatua. Huenda { $alias } analazimishwa na anaangaliwa: msifanye lolote linaloonyesha kwamba mnajua. Nani anaweza kuchukua hatua sasa? Jibuni: !take
alarm-taken = { $by } wanachukua hatua kwa ajili ya { $alias }.
check-in-asked = { $by } wanataka kujua: ninamuuliza { $alias } sasa.
check-in-every = { $by } wameamua: kuanzia sasa ninangoja muda wa { $every } kabla ya kumuuliza { $alias } tena.
check-in-every-longer = { $by } wameamua: kuanzia sasa ninangoja muda wa { $every } kabla ya kumuuliza { $alias } tena, badala ya muda wa { $usual }. Asiyekubali abadilishe: !checkin every 30m
check-in-taken = { $by } wanampigia simu { $alias }. Nitamuuliza { $alias } tena { $at }.
ladder-asked-again = { $alias } aliulizwa { $at } na hajajibu. Ninauliza tena.
ladder-who-will-call = { $alias } aliulizwa { $at } na bado hajajibu. Nani anampigia simu { $alias }? Jibuni: !take
ladder-calling-another = { $alias } aliulizwa { $at } na bado hajajibu. Ninatafuta shirika lingine na ninawajulisha waratibu. Nani anampigia simu { $alias }? Jibuni: !take
ladder-not-gone-out = Siwezi kumfikia { $alias }: niliuliza { $at }, na swali langu bado halijatumwa. Nani anampigia simu { $alias }? Jibuni: !take
ladder-cannot-read = Siwezi kumfikia { $alias }: niliuliza { $at }, na swali langu halisomeki kwenye simu yake. Nani anampigia simu { $alias }? Jibuni: !take
ladder-cannot-write = Siwezi kumfikia { $alias }: niliuliza { $at }, na seva inakataa swali langu. Nani anampigia simu { $alias }? Jibuni: !take

## Katika chumba cha dharura: kazi.

update = Hakuna aliyeandika hapa kwa muda wa { $every }. Hali ikoje?
update-lead = { $lead }, ninyi ni viongozi: hali ikoje? Hakuna aliyeandika hapa kwa muda wa { $every }.
lead-taken = Kiongozi sasa ni { $lead }.
noted = Kumbukumbu ya { $by } imehifadhiwa. Watakaoitwa baadaye wataisoma.
note-corrected = Kumbukumbu ya { $by } imesahihishwa. Watakaoitwa baadaye watasoma mpya tu.
policy =
    Chumba { $code } kinafuata “{ $level }”. Shirika lisipojibu:
    { $lines }
policy-remind = Baada ya { $span } ninawakumbusha.
policy-others = Baada ya { $span } zaidi ninawauliza watu wao wengine.
policy-fallback = Baada ya { $span } zaidi ninamuuliza mtu waliyemtaja kwa hali kama hii.
policy-next = Baada ya { $span } zaidi ninaita shirika linalofuata.
policy-quorum-anchor = Inatosha shirika nguzo linaposhughulikia, na mengine: { $count }.
policy-quorum = Inatosha mashirika yanayoshughulikia yakiwa: { $count }.
policy-still-on-it = Anayeshughulikia na kukaa kimya kwa { $span } ninamuuliza tena.
policy-enough = Kwa sasa inatosha.
policy-not-enough = Kwa sasa bado haitoshi.
why =
    Kwa nini niliwaita hawa, chumba { $code }:
    { $lines }
why-line = { $name }: { $reasons }.
why-more = { $reasons }; { $another }
why-anchor = shirika nguzo
why-stands-in = badala ya shirika nguzo
why-area = wanafanya kazi eneo hili
why-language = wanazungumza moja ya lugha
why-offers = wanatoa kinachohitajika
why-fewest-calls = wameitwa mara chache zaidi siku hizi
why-longest-ago = ni muda mrefu zaidi tangu walipoitwa
why-even = sawa na wengine; mpangilio wa orodha uliamua
why-nobody-else = hakukuwa na lingine lililobaki linalofaa vile vile
why-merged = wanashughulikia dharura iliyounganishwa na hii
why-by = waliombwa na { $by }
why-unknown = sababu haikuhifadhiwa
told-room = Ninampelekea { $alias }.
told-room-unread = Ninajaribu kumpelekea, lakini siwezi kumfikia { $alias } kwa sasa. Nani anaweza kumfikia { $alias } kwa njia nyingine?
brought-in-room = { $by } wanataka { $alias } awe hapa: ninamwalika { $alias } kwenye chumba hiki. Kuanzia sasa { $alias } anaweza kusoma mnachoandika.

## Katika chumba cha dharura: mwisho.

resolution-proposed =
    { $by } wanaona kwamba hatari imekwisha: “{ $reason }”
    Shirika lingine lazima likubali. Jibuni: !confirm { $number }, au !deny na sababu. Hadi hapo kila kitu kinaendelea.
resolution-reminder = { $by } wanaona kwamba hatari imekwisha, na hakuna aliyejibu. Je, mnakubali? Jibuni: !confirm { $number }, au !deny na sababu
resolution-denied = Kwa { $by }, hatari bado haijaisha. Dharura inaendelea.
resolution-denied-because = Kwa { $by }, hatari bado haijaisha: “{ $why }”. Dharura inaendelea.
resolved = Imekubaliwa na { $by }. Dharura imefungwa. Bado mnaweza kuandika hapa kwa muda wa { $cooling }.
room-locked = Chumba hiki sasa kinaweza kusomwa tu. Baada ya muda wa { $retention } tangu mwisho wa dharura, nitatoka humu na kufuta kumbukumbu zangu.

## Lisilowezekana, kwa aliyeliomba.

answer-is-older = Hili lilitumwa { $at }, nami niliuliza baadaye tu. Ikiwa bado unalitaka, tafadhali liandike tena.
came-late = Hili limechelewa: umeandika jambo jingine baadaye, nalo lilifika kabla yake. Ikiwa bado unalitaka, tafadhali liandike tena.
unknown-command = Sijui !{ $word }. Je, ulimaanisha { $nearest }?
command-corrected = Umesahihisha ujumbe ambao nimeshautekeleza, au ambao siujui tena. Siutekelezi mara ya pili. Ukitaka jambo lingine, liandike katika ujumbe mpya.
command-needs = Haijakamilika. Andika: { $usage } – { $what }
checkin-every-bounds = Tafadhali chagua muda kati ya { $least } na { $most }, kwa mfano: !checkin every 30m
not-allowed = Huwezi kufanya hivyo hapa.
reply-to-old =
    Ujumbe huo ni wa { $at }, na mengine yametokea tangu wakati huo. Ninafuata hali ilivyo sasa:
    { $lines }
not-called = Shirika lililoitwa tu linaweza kufanya hivyo.
already-on-it = { $organisation } wanashughulikia tayari.
already-passed = { $organisation } wamekwisha kusema kwamba hawawezi. Kama sasa mnaweza kusaidia: !ack
already-released = Imekwisha kusemwa kwamba { $organisation } hawahitajiki tena.
nobody-left-to-call = Hakuna shirika lingine la kuita.
nobody-left-who-offers = Hakuna lililobaki la kuitwa linalotoa hili: { $offer }.
cannot-be-called = { $organisation } hawawezi kuitwa kwa dharura hii.
no-such-organisation = Silijui shirika linaloitwa “{ $name }”, kwa hiyo sijafanya chochote.
no-such-organisation-nearest = Silijui shirika linaloitwa “{ $name }”, kwa hiyo sijafanya chochote. Je, ulimaanisha { $nearest }?
no-such-level = Hakuna kiwango kama hicho. Vipo: { $names }.
level-already = Kiwango ni { $level } tayari.
handover-not-on-it = Ni shirika linaloshughulikia tu linaloweza kukabidhi.
handover-not-here = Mtu huyo hayupo katika chumba hiki. Andika !handover na jina la shirika.
handover-to-yourself = Hao ni ninyi wenyewe. Andika !handover na jina la shirika lingine, au anwani ya Matrix ya mwenzako.
nothing-handed-over = Kwa sasa hakuna anayewakabidhi, kwa hiyo sijafanya lolote: bado mnashughulikia. Kama hamwezi kuja tena: !pass
already-proposed = Jambo hili limependekezwa tayari. Jibuni: !confirm { $number }, au !deny na sababu
already-resolved = Dharura hii imefungwa.
already-brought-in = { $alias } amealikwa tayari.
nothing-proposed = Hakuna aliyependekeza kufunga dharura hii. Ili kupendekeza, andika !resolve na sababu.
nothing-to-take = Singoji jibu kutoka kwa { $alias }, na hakuna ombi la msaada linalongoja mtu, kwa hiyo hakuna la kuchukua kwa sasa.
needs-another = { $organisation } ndio waliopendekeza. Shirika lingine lazima likubali: !confirm { $number }
confirm-the-number = { $by } wanaona kwamba hatari imekwisha: “{ $reason }”. Ikiwa mnakubali, andikeni pia namba ya pendekezo hili: !confirm { $number }
lead-not-here = Mtu wa mashirika yaliyoitwa tu anaweza kuwa kiongozi. Andika !lead me, au !lead na anwani ya Matrix ya mtu huyo.
check-in-running = { $alias } aliulizwa { $at }, na ninangoja jibu.
covert-no-check-in = Huenda { $alias } anaangaliwa. Isionekane kwamba kuna dharura, kwa hiyo simuulizi.
covert-no-tell = Huenda { $alias } anaangaliwa. Isionekane kwamba kuna dharura, kwa hiyo sipeleki ujumbe huu.
covert-no-bring-in = Huenda { $alias } anaangaliwa. Isionekane kwamba kuna dharura, kwa hiyo situmi mwaliko.
doubted-no-tell = Utambulisho wa { $alias } umebadilika, kwa hiyo sijui nani angesoma, na sipeleki ujumbe huu. Ni lazima mtu aulize swali ambalo { $alias } tu anaweza kulijibu; mratibu akithibitisha kwa !trust, nitapeleka tena.
doubted-no-bring-in = Utambulisho wa { $alias } umebadilika, kwa hiyo sijui nani angekuja, na situmi mwaliko. Ni lazima mtu aulize swali ambalo { $alias } tu anaweza kulijibu; kisha mratibu athibitishe kwa !trust.

## Kwa waratibu: jinsi dharura zinavyoendelea, kamwe si yaliyomo.

coordination-room-name = Uratibu
coordination-raised = Dharura { $code } imeanza.
coordination-resolved = Dharura { $code } imefungwa. Idadi ya kutajwa kwa watu: { $count }.
coordination-exhausted = Dharura { $code }: mashirika zaidi yanahitajika, na hakuna lililobaki la kuita. Tafadhali tafuteni msaada.
coordination-exhausted-silent = Dharura { $code }: mashirika zaidi yanahitajika, na hakuna lililobaki la kuita. Bado hawajajibu: { $names }. Ninaendelea kuwauliza ninaoweza kuwafikia hapa: tafadhali wapigieni simu wote, na tafuteni msaada.
coordination-gap = Dharura { $code }: hakuna mtu wa { $name } aliye zamu sasa, kwa hiyo ninawaita watu wao wote.
coordination-lapsed = Dharura { $code }: { $names } walisema wanashughulikia, na hawanijibu tena. Siwategemei tena.
coordination-level = Dharura { $code }: washirika wameweka kiwango kuwa { $level }.
with-telephones =
    { $text }
    { $lines }
telephones-line = Simu ya { $name }: { $numbers }
coordination-merged = { $text } Ilishughulikiwa pamoja na { $names }.
merge-ask =
    Dharura { $code } na { $other } zitaunganishwa. Kila moja inabaki na chumba chake na mtetezi wake, na wanaoitwa wanasoma muhtasari wake:
    { $lines }
merge-done =
    Dharura { $code } na { $other } zimeunganishwa. Kila moja inabaki na chumba chake na mtetezi wake.
    { $lines }
merge-calls = Pia kwenye { $code }: { $names }
merge-nobody = Pia kwenye { $code }: hakuna. Wote wako huko tayari, au wametengwa, hawapo au wamesimamishwa.
merge-itself = Hizi ni dharura ile ile. Andika misimbo ya dharura mbili.
merge-exercise = { $code } ni zoezi.
merge-closed = { $code } imefungwa. Zote mbili lazima ziwe wazi.
merge-already = { $code } na { $other } zimeunganishwa tayari.
coordination-cluster = Dharura { $code } na { $other } ziko katika eneo moja. Huenda zinahusiana.
coordination-room-refused = Dharura { $code }: siwezi kupata chumba kwenye seva, kwa hiyo bado hakuna shirika lililoalikwa. Ninaendelea kujaribu. Tafadhali shughulikieni jambo hili sasa.
coordination-invitation-failed = Dharura { $code }: sikuweza kuwaalika { $names }. Tafadhali wafikieni kwa njia nyingine.
coordination-invitation-waits = Dharura { $code }: mwaliko wa { $names } hauwezi kutumwa bado, kwa sababu seva yao haijibu. Ninaendelea kujaribu. Tafadhali wafikieni kwa njia nyingine.
coordination-cannot-read = Dharura { $code }: { $names } hawawezi kusoma chumba. Tafadhali waambieni wafungue Element.
coordination-can-read = Dharura { $code }: { $names } sasa wanaweza kusoma chumba.
coordination-cannot-read-unverified = Dharura { $code }: { $names } hawawezi kusoma chumba, kwa sababu hawajathibitisha kifaa chao. Tafadhali waambieni wakithibitishe katika Element.
coordination-cut-off = Dharura { $code }: bado hakuna aliyehakikisha kwamba anayeandika kwa jina la { $name } ni { $name }. Hawawezi kusoma chumba, na ninatafuta shirika lingine. Tafadhali wapigieni simu, na thibitisheni kwa !trust.
coordination-intruder = Dharura { $code }: { $person } ameingizwa katika chumba cha dharura bila mimi. Ninamtoa; hawezi kusoma ninachoandika. Tafadhali tafuteni jinsi ilivyotokea.
coordination-room-altered = Dharura { $code }: mtu mwingine amebadilisha chumba cha dharura: { $what }. Ninarekebisha. Tafadhali tafuteni ni nani.
coordination-silent = Dharura { $code }: { $name } hawakujibu kwa wakati.
coordination-check-in-missed = Dharura { $code }: mtetezi aliulizwa { $at } na hajajibu. Ninatafuta shirika lingine.
coordination-duress = Dharura { $code }: NENO LA KULAZIMISHWA. Huenda mtetezi analazimishwa, na anaweza kusoma chumba cha dharura, kwa hiyo sisemi lolote humo. Tafadhali yaambieni mashirika sasa kwa njia nyingine: { $names }. Waambieni wasiandike lolote kuhusu jambo hili katika chumba.
coordination-duress-unheard = Dharura { $code }: NENO LA KULAZIMISHWA. Huenda mtetezi analazimishwa, na bado hakuna shirika lililo katika chumba. Tafadhali yapigieni simu mashirika sasa. Msimpigie simu wala kumwandikia mtetezi.
coordination-alarm = Dharura { $code }: mtetezi anaomba msaada tena, na bado hakuna shirika lililo katika chumba. Tafadhali yapigieni simu mashirika sasa.
coordination-alarm-unheeded = Dharura { $code }: mtetezi aliomba msaada tena { $at }, na hakuna shirika lililosema kwamba linachukua hatua. Ninatafuta lingine. Tafadhali yapigieni simu mashirika sasa.
coordination-duress-unheeded = Dharura { $code }: mtetezi aliandika NENO LA KULAZIMISHWA { $at }, na hakuna shirika lililosema kwamba linachukua hatua. Ninatafuta lingine. Tafadhali yapigieni simu mashirika sasa. Msimpigie simu wala kumwandikia mtetezi.
coordination-not-asked = Dharura { $code }: nilimuuliza mtetezi { $at }, na swali langu halijamfikia. Tafadhali hakikisheni kama mtetezi yuko salama.
coordination-defender-cannot-read = Dharura { $code }: mtetezi hawezi kusoma ninachoandika, kwa sababu hakifiki kwenye simu yake. Tafadhali hakikisheni kama mtetezi yuko salama.
coordination-defender-can-read = Dharura { $code }: mtetezi sasa anaweza tena kusoma ninachoandika.
coordination-unanswered = { $alias } aliniandikia, na kwa dakika mbili hajajibu kama anahitaji msaada. Nimeuliza tena. Tafadhali hakikisheni kama { $alias } yuko salama.
coordination-unreadable = Siwezi kusoma alichoniandikia { $alias }. Ninaomba kitumwe tena. Tafadhali hakikisheni kama { $alias } yuko salama.
coordination-withheld = Siwezi kusoma anachoandika { $name }: programu ya { $name } hainipi ufunguo, na haimwonyeshi { $name } hivyo. Tafadhali mfikieni { $name } kwa njia nyingine, na msaidieni kunithibitisha katika Element.
coordination-attack = HUENDA NI SHAMBULIO. { $place }, kwa jina la { $name }: { $what }. Sikulizingatia. Tafadhali hakikisheni kwa njia nyingine kama limetoka kwa { $name }.
coordination-attack-again =
    HUENDA NI SHAMBULIO. { $place }, mwisho kwa jina la { $name }: { $what }. Limetokea tena { $number ->
        [one] mara { $number }
       *[other] mara { $number }
    } tangu niwaambie. Sikulizingatia.
encryption-hidden = HUENDA NI SHAMBULIO. Mazungumzo ya { $name } yanalindwa, na seva inalificha hilo. Ninaandika humo kwa ulinzi tu. Kinachofika humo bila ulinzi kinaweza kuomba msaada, na si kitu kingine. Tafadhali hakikisheni kwa njia nyingine kama { $name } yuko salama.
attack-in-chat = Mazungumzo ya { $name }
attack-in-coordination = Chumba cha uratibu
attack-plaintext = ujumbe ulifika bila ulinzi (encryption), jambo linalofanywa tu na mghushi au programu mbovu
attack-relabelled = ujumbe ulioandikwa na mtu mwingine ulionyeshwa kwa jina hilo
attack-state = ujumbe ulijifanya kubadilisha chumba
attack-wrong-room = ujumbe wa chumba kingine uliwekwa hapa
attack-tampered = ujumbe ulibadilishwa njiani
attack-replayed = ujumbe wa zamani ulitumwa tena
attack-edited = mtu alijaribu kubadilisha ujumbe wa mtu mwingine
attack-changed-identity = mtu aliandika ambaye utambulisho wake umebadilika, na mratibu bado hajathibitisha utambulisho mpya
coordination-stranger = { $person } amefungua mazungumzo nami, na hajaandikishwa.
coordination-cannot-write = Dharura { $code }: siwezi tena kumwandikia mtetezi. Tafadhali hakikisheni kama mtetezi yuko salama.
coordination-room-closed = Dharura { $code }: siwezi tena kuandika katika chumba cha dharura. Tafadhali shughulikieni jambo hili sasa, na yafikieni mashirika kwa njia nyingine.
coordination-not-invited = Sikuweza kumwalika { $person } katika chumba hiki. Tafadhali mfikieni kwa njia nyingine.
coordination-cannot-join = { $person } amenialika katika mazungumzo ambayo siwezi kuingia. Tafadhali mwombeni aanzishe mazungumzo mapya nami.
coordination-not-locked = Dharura { $code }: dharura imefungwa, lakini seva hainiruhusu kuzuia watu kuandika katika chumba chake. Sifuatilii tena yanayoandikwa humo.
coordination-was-deaf = Mawasiliano yangu na seva yalikatika { $since } na yalirudi { $until }. Sasa ninashughulikia yote yaliyoandikwa kwangu wakati huo. { $due }
coordination-strangers-many = Watu wengi sana ambao hawajaandikishwa wanaomba msaada katika mazungumzo nami. Kwa saa moja sitawataja wengine; labda ni programu.
coordination-unheard = Tahadhari { $code }: tangu { $since } sehemu ya yale niliyoandikiwa haijanifikia, kwa sababu seva nyingine hainipi. Ninaendelea kuiomba. Hadi { $until } sihesabu ukimya wa mtu yeyote humo kuwa ukimya.
coordination-was-down = Sikuwa nikifanya kazi, au mawasiliano yangu na seva yalikatika: ilianza { $since } na iliisha { $until }. Sasa ninashughulikia yote yaliyoandikwa kwangu wakati huo. { $due }
meanwhile-nothing-due = Hakuna jambo nililopaswa kufanya katika dharura ambalo wakati wake ulifika kwa muda huo.
meanwhile-due =
    { $count ->
        [one] Jambo { $count } nililopaswa kufanya wakati wake ulifika kwa muda huo; kama bado linahitajika, ninalifanya sasa. Dharura: { $alerts }
       *[other] Mambo { $count } niliyopaswa kufanya wakati wake ulifika kwa muda huo; yale ambayo bado yanahitajika ninayafanya sasa. Dharura: { $alerts }
    }
coordination-clock-forward = Saa ya mashine yangu imesogezwa mbele kwa { $span }. Yaliyopaswa kufanyika katika muda huo yanafanyika sasa. Tafadhali hakikisheni kwamba saa ya mashine ni sahihi.
coordination-clock-back = Saa ya mashine yangu imerudishwa nyuma kwa { $span }. Mimi sirudi nayo nyuma: hakuna swali linaloulizwa mara mbili, wala linaloachwa. Saa ninazotaja sasa zimetangulia zile za mashine kwa { $ahead }, na zitalingana tena polepole. Tafadhali hakikisheni kwamba saa ya mashine ni sahihi.
coordination-clock-leap = Saa ya mashine yangu imesogezwa mbele kwa { $span }. Seva yangu haithibitishi hilo, kwa hiyo siifuati: naendelea kwa mwendo wa kawaida, kwa saa niliyokuwa nayo. Tafadhali rekebisheni saa ya mashine. Ikiwa ni sahihi sasa, nianzisheni upya mara seva itakapoonyesha saa hiyo hiyo.
coordination-clock-leap-over = Saa ya mashine yangu imerudi kutoka ilikorukia, karibu na saa niliyokuwa nayo. Hakuna kilichofutwa wala kuulizwa kwa sababu hiyo.
coordination-clock-followed = Saa ya mashine yangu imesogezwa mbele kwa { $span }, na seva yangu inaonyesha saa hiyo hiyo, kwa hiyo naifuata sasa. Endapo zote mbili zimekosea, sifuti chochote wala sifungi chumba chochote hadi { $until }. Tafadhali hakikisheni kabla ya hapo kwamba saa ya mashine ni sahihi.
coordination-clock-set-right = Saa ya mashine yangu haikuwa sahihi, nami niliifuata; sasa ni sahihi tena, { $span } nyuma, na seva yangu inakubali. Kuanzia sasa nafuata saa sahihi: hakuna swali linaloulizwa mara mbili, wala linaloachwa.
coordination-set-aside = Jambo ninalopaswa kufanya linashindwa tena na tena, kwa kosa la programu yangu. Nimeliweka kando, na ninaendelea na mengine yote. Tafadhali tazameni hali ya dharura zilizo wazi, na mpigieni anayenisimamia.
coordination-set-aside-action = Dharura { $code }: jambo ninalopaswa kutuma au kufanya linashindwa tena na tena, kwa kosa la programu yangu. Nimeliweka kando, na ninaendelea na mengine yote. Tafadhali tazameni hali ya dharura hii, na mpigieni anayenisimamia.
coordination-set-aside-alert = Dharura { $code }: jambo nililopokea linashindwa tena na tena, kwa kosa la programu yangu. Nimeliweka kando, na ninaendelea na mengine yote. Tafadhali ulizeni kwa njia nyingine hali ya dharura hii, na mpigieni anayenisimamia.
coordination-set-aside-more = Dharura { $code }: hadi sasa nimeweka kando mambo { $count } kwa kosa la aina ileile. Niliyowaomba mfanye kuhusu dharura hii bado yanahitajika.
coordination-set-aside-timer = Dharura { $code }: swali au muda uliofika unashindwa tena na tena, kwa kosa la programu yangu. Nimeuweka kando, na ninaendelea na mengine yote. Tafadhali iangalieni dharura hii ninyi wenyewe, na mpigieni anayenisimamia.
coordination-set-aside-words = Siwezi kushughulikia alichoniandikia { $name } { $at }, kwa kosa la programu yangu. Tafadhali mwulizeni { $name } kwa njia nyingine sasa, na mpigieni anayenisimamia.
coordination-unwell =
    Sifanyi kazi ipasavyo:
    { $lines }
    Tafadhali tazameni hali ya dharura zilizo wazi, na mpigieni anayenisimamia.
coordination-well-again = Kila kitu changu kiko sawa tena.
unwell-timers =
    { $count ->
        [one] Swali au muda { $count } umechelewa. Ulipaswa kufika { $at }.
       *[other] Maswali au mida { $count } yamechelewa. La kwanza lilipaswa kufika { $at }.
    }
unwell-actions =
    { $count ->
        [one] Ujumbe au tendo langu { $count } halipiti. Linasubiri tangu { $at }.
       *[other] Jumbe au matendo yangu { $count } hayapiti. La kwanza linasubiri tangu { $at }.
    }
unwell-messages =
    { $count ->
        [one] Ujumbe { $count } uliokuja haujashughulikiwa. Ulikuja { $at }.
       *[other] Jumbe { $count } zilizokuja hazijashughulikiwa. Wa kwanza ulikuja { $at }.
    }
unwell-sync = Sijapokea chochote kutoka kwa seva tangu { $at }.
coordination-disk-low = Diski ya mashine ninayofanyia kazi inakaribia kujaa: zimebaki MB { $megabytes }. Tafadhali ifanyieni nafasi, la sivyo italazimu nisimame.
coordination-disk-full = DISKI IMEJAA kwenye mashine ninayofanyia kazi. Natumia akiba yangu ya mwisho; ikiisha, nitasimama, na hapo hakuna atakayeitwa wala kuulizwa. Tafadhali ifanyieni nafasi sasa.
coordination-disk-well = Sasa kuna nafasi ya kutosha tena kwenye diski yangu.
coordination-disk-stopped = NINASIMAMA: diski yangu haipokei chochote tena. Mpaka niandike hapa kwamba nimerudi, hakuna anayeitwa wala kuulizwa: tafadhali shughulikieni wenyewe dharura zilizo wazi, na mashine ninayofanyia kazi ikaguliwe sasa.
coordination-disk-back = Nimerudi: diski yangu inapokea tena ninayoandika. Sasa ninashughulikia yote yaliyoandikwa kwangu wakati huo, na yote ambayo muda wake umefika.
coordination-copy-refused = HUENDA NI SHAMBULIO. Kuna mtu aliyeanzisha nakala yangu, yenye funguo zangu. Nimeikataa, nami naendelea. Ikiwa si mmoja wenu, kuna mtu aliyepata data yangu: tafadhali mashine ninayofanyia kazi ikaguliwe sasa.
coordination-set-back = Seva niliyopo imerudishwa kwenye hali ya zamani: yaliyoandikwa kabla ya hapo huenda hayamo tena, ujumbe, mialiko na vyumba vizima. Nimeiuliza yote upya. Tafadhali angalieni sasa dharura zilizo wazi, na myaulize mashirika na watetezi kama kuna chao kinachokosekana.
coordination-new-device = Funguo za kifaa changu zilipotea, kwa hiyo nimeingia kama kifaa kipya, na nimekiondoa kile cha zamani. Hamhitaji kunithibitisha tena. Atakayeingia sasa tu katika chumba cha dharura hawezi kupewa niliyosema humo hapo awali.
coordination-restored = Data zangu zilipotea, na ninaendelea kutoka nakala ya akiba ya { $at }. Aliyeomba msaada baada ya hapo, na niliyoambiwa, huenda siyajui: tafadhali yaulizeni mashirika na watetezi, na waniandikie tena.
room-restored = Ninaendelea kutoka nakala ya akiba ya { $at }. Yaliyosemwa katika chumba hiki baada ya hapo siyajui tena: tafadhali jibuni tena kwa amri, kama !ack, na mwandike tena ninayopaswa kuyapitisha. Ninayoyajua ni haya:
coordination-welcome = Habari. Mimi ni Vigil, na hiki ni chumba cha waratibu: hapa nasema nani anaomba msaada, nani anajibu, na kama nina tatizo. Niulize kwa !help.
coordination-devices-of-before =
    { $count ->
        [one] Nilipoanza hapa kwa mara ya kwanza, kifaa { $count } kingine kilikuwa kimeingia katika akaunti yangu: kilichoifungua, au nilichokuwa zamani. Nimekitoa.
       *[other] Nilipoanza hapa kwa mara ya kwanza, vifaa { $count } vingine vilikuwa vimeingia katika akaunti yangu: vilivyoifungua, au nilivyokuwa zamani. Nimevitoa.
    } Ikiwa si yeyote kati yenu, tafadhali badilisheni nenosiri langu.
coordination-devices-retired =
    { $count ->
        [one] Kifaa kingine { $count } kilikuwa kimeingia katika akaunti yangu. Nimekiondoa.
       *[other] Vifaa vingine { $count } vilikuwa vimeingia katika akaunti yangu. Nimeviondoa.
    } Ikiwa si mmoja wenu, kuna mtu anayejua nenosiri langu: tafadhali libadilisheni sasa.
coordination-devices-found =
    { $count ->
        [one] Kifaa kingine { $count } kimeingia katika akaunti yangu, na sina nenosiri la kukiondoa.
       *[other] Vifaa vingine { $count } vimeingia katika akaunti yangu, na sina nenosiri la kuviondoa.
    } Tafadhali fanyeni hivyo kwa niaba yangu. Ikiwa si mmoja wenu, kuna mtu aliyeingia katika akaunti yangu: tafadhali badilisheni nenosiri lake sasa.
coordination-status =
    Dharura zilizo wazi: { $alerts }
    Ujumbe unaongoja kutumwa: { $unsent }
    Vikumbusho vilivyochelewa: { $overdue }
    Mashirika: { $organisations }
    Watetezi: { $defenders }
alerts =
    Dharura zilizo wazi:
    { $lines }
alerts-none = Hakuna dharura iliyo wazi.
alerts-line = { $code }: { $state }, kwa muda wa { $age }. Wanaoshughulikia: { $names }.
alerts-line-nobody = { $code }: { $state }, kwa muda wa { $age }. Bado hakuna anayeshughulikia.
state-raised = inafunguliwa
state-active = iko wazi
state-resolving = shirika moja linaona kwamba hatari imekwisha
state-resolved = imefungwa
alerts-all =
    Dharura zilizo wazi na zilizofungwa:
    { $lines }
alerts-none-at-all = Hakuna dharura yoyote, iliyo wazi wala iliyofungwa.
alerts-none-in-area = Hakuna dharura kama hiyo katika { $area }.
alerts-line-closed = { $code }: imefungwa { $at }.
alerts-area-unknown = Silijui eneo la { $area }. Maeneo: { $names }
alerts-area-nearest = Silijui eneo la { $area }. Je, ulimaanisha { $nearest }?
alert-unknown = Siijui dharura { $code }. Dharura ninazozijua: !alerts all. Kuleta dharura kwa ajili ya mtu aliyewapigia: !on-behalf ALIAS: …
alert-nearest = Siijui dharura { $code }. Je, ulimaanisha { $nearest }?
one-alert =
    Dharura { $code }
    { $lines }
one-alert-state = { $state }; ilianza { $at }.
one-alert-enough = Mashirika ya kutosha yaliishughulikia baada ya { $span }.
one-alert-not-enough = Bado hakuna mashirika ya kutosha yanayoishughulikia.
one-alert-on-it = { $name }: linashughulikia. Lilijibu baada ya { $span }.
one-alert-lapsed = { $name }: lilikuwa likishughulikia, na halijibu tena kama bado linaendelea.
one-alert-passed = { $name }: haliwezi kuja. Lilijibu baada ya { $span }.
one-alert-released = { $name }: wengine wanaweza bila hilo.
one-alert-unreachable = { $name }: haliwezi kufikiwa.
one-alert-waiting = { $name }: hakuna jibu. Liliitwa { $at }.
one-alert-level = Kiwango: { $level }
one-alert-check-ins = Maswali ya “uko salama?”: { $asked }, bila jibu kwa wakati: { $missed }
one-alert-merged = Inashughulikiwa pamoja na: { $names }
one-alert-nearby = Dharura nyingine karibu: { $names }
one-alert-pings = Watu walitajwa mara { $count }.
organisations =
    Mashirika:
    { $lines }
organisations-line =
    { $name }: { $people ->
        [one] mtu 1
       *[other] watu { $people }
    }. Maeneo: { $areas }. Waliitwa mara ya mwisho { $at }.
organisations-line-never =
    { $name }: { $people ->
        [one] mtu 1
       *[other] watu { $people }
    }. Maeneo: { $areas }. Hawajaitwa bado.
defenders =
    Watetezi:
    { $lines }
defenders-none = Hakuna mtetezi aliyeandikishwa.
defenders-line = { $alias }. Eneo: { $area }
who-partner = { $organisation }, { $person }
who-defender = { $alias }
who-coordinator = Mratibu { $person }
who-enrolling = mtu anayejiandikisha
people =
    Watu ninaowajua, na alama ya utambulisho ya kila mmoja:
    { $lines }
people-nobody = { $who }: bado hakuna mtu.
people-unsigned-only = { $who }: bado hakuna wa kuaminika. Ana Element, lakini hajaweka uthibitishaji ndani yake.
people-pinned = { $who }: ameonekana, hamjamthibitisha. { $fingerprint }
people-verified = { $who }: amethibitishwa. { $fingerprint }
people-changed = { $who }: UTAMBULISHO UMEBADILIKA, ninawasubiri. Kabla: { $pin }. Sasa: { $current }
people-unsigned =
    { $count ->
        [one] Kifaa chake 1 hakijathibitishwa.
       *[other] Vifaa vyake { $count } havijathibitishwa.
    }
coordination-pinned =
    Nimekutana na watu hawa kwa mara ya kwanza. Hizi ni alama zao za utambulisho, nitakazowatambua kwazo kuanzia sasa:
    { $lines }
pinned-line = { $who }: { $fingerprint }
coordination-key-changed =
    UTAMBULISHO UMEBADILIKA: { $who }. Simtumii chochote, na sifuati amri yake yoyote.
    Kabla: { $pin }
    Sasa: { $current }
    Mpigieni simu. Kama ameweka Element upya, andikeni !verify { $word } mlinganishe emoji naye, au andikeni !trust { $word } na alama anayowasomea. Kama sivyo, mtu mwingine anatumia akaunti yake: !suspend { $word }
coordination-key-changed-defender =
    UTAMBULISHO UMEBADILIKA: { $who }. Bado ninapokea anachoandika, na simwambii chochote kuhusu mipango.
    Kabla: { $pin }
    Sasa: { $current }
    Mpigieni simu. Kama ameweka Element upya, andikeni !verify { $word } mlinganishe emoji naye, au andikeni !trust { $word } na alama anayowasomea. Kama sivyo, mtu mwingine anatumia akaunti yake.
coordination-key-hidden = UTAMBULISHO UMEFICHWA: seva haionyeshi tena simu wala kompyuta yoyote ya { $who } inayothibitishwa na utambulisho unaojulikana. Bado ninapokea anachoandika, na simwambii lolote kuhusu mipango. Tafadhali mpigie simu na umuulize kama ana simu mpya, au kama kuna mtu ameingilia.
coordination-key-is-back =
    UTAMBULISHO UMEBADILIKA: { $who } ana tena alama ya kabla: { $pin }. Kuna mtu ameichezea, kwa hiyo bado ninawasubiri. Mpigieni simu, na mkishahakikisha, andikeni !trust { $word } na alama anayowasomea.
coordination-key-flickers =
    UTAMBULISHO UMEBADILIKA: { $who }, tena { $number ->
        [one] mara { $number }
       *[other] mara { $number }
    } tangu niwaambie. Huenda kuna mtu anauchezea, kwa hiyo bado ninawasubiri. Sasa: { $current }
coordination-not-verified =
    Watu hawa wana simu au kompyuta ambayo hawajaithibitisha, kwa hiyo siitumii chochote. Nimewaambia la kufanya. Tafadhali wasaidieni:
    { $lines }
not-verified-line = { $who }
not-verified-line-wrote = { $who }: ameandika tayari kutoka hapo, na sikuzingatia. Kama kifaa hicho si chake, mtu mwingine anatumia akaunti yake.
coordination-not-heard = { $who } ameandika kutoka simu au kompyuta ambayo haijathibitishwa, na sikuzingatia. Nimemwambia la kufanya. Tafadhali msaidieni. Kama kifaa hicho si chake, mtu mwingine anatumia akaunti yake.
coordination-not-signed = Sikuweza kuweka sahihi yangu kwenye utambulisho wa { $who }: umebadilika tena. Tafadhali angalieni !people.
trust-how = Andika !trust, mtu kama !people inavyomwonyesha, na alama aliyokusomea mwenyewe, ana kwa ana au kwa simu. Usiinakili kutoka !people: hilo halithibitishi chochote. Kulinganisha emoji ni rahisi zaidi: !verify na mtu huyo
trust-nobody = Simjui mtu wa jina hilo. !people inaonyesha ninaowajua.
trust-no-key = Bado sijaona utambulisho wowote wa { $who }. Mwambie aweke uthibitishaji katika Element: Settings, kisha Encryption.
trust-old-key = Hiyo ni alama ambayo { $who } alikuwa nayo kabla. Sasa seva inaonyesha nyingine, kwa hiyo bado situmi chochote. Mwambie akusomee ile ya leo.
trust-other-key = Hiyo si alama ambayo seva inaonyesha kwa { $who }, kwa hiyo hakuna kilichobadilika. Mwambie akusomee tena, herufi kubwa na ndogo pia. Ikiwa bado ni tofauti, huenda mtu yuko kati yenu: usiikubali, mtafute kwa njia nyingine.
trust-done = { $who } amethibitishwa: { $fingerprint }
trust-by-hand = { $who } amethibitishwa kwenye mashine yangu mwenyewe, kwa “vigil identity trust”: { $fingerprint }
organisations-paused = Yaliyopumzishwa: { $names }
organisations-suspended = Waliosimamishwa: { $names }
suspend-done =
    { $subject } amesimamishwa: simwiti kwa dharura yoyote, na kuanzia sasa hawezi kusoma ninachoandika. { $count ->
        [0] Hakuwa katika chumba chochote cha dharura.
        [one] Ninamwondoa katika chumba 1 cha dharura.
       *[other] Ninamwondoa katika vyumba { $count } vya dharura.
    } Kutengua hili, andika !reinstate { $subject }
suspend-already = { $subject } amesimamishwa tayari.
suspend-yourself = Huwezi kujisimamisha mwenyewe. Tafadhali mwombe mratibu mwingine afanye hivyo.
suspend-defender = { $alias } ni mtetezi. Ikiwa huenda mtu mwingine anaandika kwa jina la { $alias }, tafadhali yaambie mashirika, na uandike: !defender suspend { $alias }
suspend-nearest = Simjui yeyote anayeitwa “{ $subject }”, kwa hiyo sijafanya chochote. Je, ulimaanisha { $nearest }?
suspend-unknown = Simjui yeyote anayeitwa “{ $subject }”, kwa hiyo sijafanya chochote. !people na !organisations huonyesha ninaowajua.
reinstate-ask = { $subject } washiriki tena: ninawaita kwa dharura, na ninawaalika tena pale nilipowatoa kwenye dharura iliyo wazi.
reinstate-done = { $subject } anashiriki tena kuanzia sasa: naweza kumwita kwa dharura, na ninamwalika tena pale nilipomwondoa katika dharura iliyo wazi.
reinstate-done-but = { $subject } hajasimamishwa tena peke yake, lakini { $organisation } bado limesimamishwa. Kwa shirika lote andika !reinstate { $organisation }
reinstate-organisation = { $subject } amesimamishwa pamoja na { $organisation }. Kwa shirika lote andika !reinstate { $organisation }
reinstate-not-suspended = { $subject } hajasimamishwa.
intruders-many = Watu { $count } ambao sikuwaalika wameingizwa katika chumba hiki. Ninawaondoa. Ninachoandika hawawezi kukisoma; mnachoandika hapa huenda wakakisoma. Tafadhali msiandike lolote la siri hapa hadi watakapoondoka.
coordination-not-removed = Dharura { $code }: kuna mtu katika chumba cha dharura ambaye hapaswi kuwa humo, na seva hainiruhusu kumwondoa. Huenda anaweza kusoma yanayoandikwa humo na mashirika. Tafadhali yaonye mashirika sasa, kwa njia nyingine.
coordination-not-restored = Dharura { $code }: chumba cha dharura kimebadilishwa, na seva hainiruhusu kukirekebisha. Tafadhali yaonye mashirika sasa, kwa njia nyingine, na lolote la siri lisiandikwe humo.
room-not-cleared = Kuna mtu katika chumba changu ambaye hapaswi kuwa humo, na seva hainiruhusu kumwondoa. Tafadhali usiandike lolote la siri katika chumba hiki, na umuulize anayeendesha seva.
room-not-restored = Chumba changu kimebadilishwa, na seva hainiruhusu kukirekebisha. Tafadhali usiandike lolote la siri katika chumba hiki, na umuulize anayeendesha seva.
verify-compare =
    { $who } anaomba kuthibitishwa. Mpigieni simu sasa, na msikie kwamba kweli ni yeye. Kisha someaneni hizi; Element yake lazima ionyeshe zilezile, kwa mpangilio uleule:
    { $lines }
    Zote ni sawa: { $answer }
    Si sawa: !verify no { $word }
    Lazima ifanyike ndani ya dakika kumi.
verify-compare-digits =
    { $who } anaomba kuthibitishwa. Mpigieni simu sasa, na msikie kwamba kweli ni yeye. Kisha someaneni namba hizi; programu yake lazima ionyeshe zilezile: { $digits }
    Ni sawa: { $answer }
    Si sawa: !verify no { $word }
    Lazima ifanyike ndani ya dakika kumi.
verify-wait = Mratibu atakupigia simu na kulinganisha emoji nawe. Tafadhali subiri simu hiyo, na ubonyeze “They match” wakati huo tu.
verify-request = Ningependa kukuthibitisha. Usipoona kitufe cha kufanya hivyo, tafadhali fungua gumzo hili katika Element.
verify-asked = Ninamwomba { $who } katika gumzo lake nami. Ana dakika kumi za kukubali huko; kisha nitawaonyesha hapa cha kulinganisha.
verify-cannot-ask = Siwezi kumwomba { $who } uthibitisho: seva hainiruhusu kumwandikia. Tafadhali mwambieni aanze gumzo nami.
verify-already = Uthibitisho wa { $who } unaendelea. Kuusimamisha: !verify no { $word }
verify-suspended = { $who } amesimamishwa, kwa hiyo simthibitishi. Ili ashiriki tena: !reinstate { $word }
verify-none = Hakuna uthibitisho unaoendelea. Kuanza mmoja, andika !verify na mtu kama !people inavyomwonyesha.
verify-which = Kuna kadhaa zinazoendelea, tafadhali sema unamaanisha nani, kwa mfano: !verify no { $word }
verify-number =
    Ndiyo yako huenda ni ya ulinganishaji mwingine, kwa hiyo ninahitaji namba pamoja nayo. Kama mmelinganisha sasa hivi kwa simu, na zote zilikuwa sawa, andika:
    { $lines }
verify-number-line = { $who }: { $answer }
verify-other-number = Namba hiyo si ya chochote kinacholinganishwa sasa. Tafadhali angalia ujumbe wangu wa mwisho unaoonyesha cha kulinganisha, na uanze tena kutoka hapo.
verify-not-yet = Bado sijawaonyesha cha kulinganisha. Tafadhali subirini.
verify-yourself = Huwezi kujithibitisha mwenyewe. Tafadhali mwombe mratibu mwingine akupigie simu na kulinganisha.
verify-confirmed = Asante. Ninasubiri { $who } athibitishe pia upande wake.
verify-stopped = Nimesimamisha uthibitisho wa { $who }.
verify-done = { $who } amethibitishwa.
verify-no-identity = { $who } hawezi kuthibitishwa bado: Element yake haina urejeshaji uliowekwa, au hajakithibitisha kifaa hiki. Nimemwambia la kufanya. Tafadhali msaidieni, kisha anzeni tena.
verify-set-up = Bado sikuweza kukuthibitisha. Tafadhali fungua Element, nenda Settings, kisha Encryption, na uweke Recovery hapo (matoleo ya zamani huiita Secure Backup). Kisha nithibitishe mara nyingine.
verify-beware = TAHADHARI: uthibitisho wa { $who } haukwenda sawa. Huenda mtu yuko kati yenu naye. Msiamini lolote linalokuja kwa jina lake, na mtafuteni kwa njia nyingine.
verify-beware-them = Uthibitisho haukwenda sawa. Huenda mtu yuko kati yetu. Tafadhali usiandike lolote la siri, na umwambie mratibu kwa simu.
verify-too-late = Uthibitisho wa { $who } ulichukua zaidi ya dakika kumi, kwa hiyo nimeusimamisha. Tafadhali anzeni tena.
verify-refused = { $who } amesimamisha uthibitisho.
verify-anew = { $who } ameanza uthibitisho upya, kwa hiyo nilichowaonyesha kumhusu hakihesabiki tena. Tafadhali linganisheni tu nitakachowaonyesha baadaye.
verify-failed = Uthibitisho wa { $who } haukufanikiwa. Tafadhali anzeni tena; ikiendelea hivyo, mwambieni asasishe Element.
verify-list =
    Uthibitisho unaoendelea:
    { $lines }
verify-line = { $who }: { $state }
verify-state-asked = ameombwa, bado hajajibu
verify-state-begun = umeanza, bado hakuna cha kulinganisha
verify-state-comparing = unawasubiri ninyi mlinganishe
verify-state-confirmed = mmethibitisha, unasubiri upande wake
verify-emoji =
    { $number ->
        [0] 🐶 Mbwa
        [1] 🐱 Paka
        [2] 🦁 Simba
        [3] 🐎 Farasi
        [4] 🦄 Farasi mwenye pembe
        [5] 🐷 Nguruwe
        [6] 🐘 Tembo
        [7] 🐰 Sungura
        [8] 🐼 Panda
        [9] 🐓 Jogoo
        [10] 🐧 Pengwini
        [11] 🐢 Kobe
        [12] 🐟 Samaki
        [13] 🐙 Pweza
        [14] 🦋 Kipepeo
        [15] 🌷 Ua
        [16] 🌳 Mti
        [17] 🌵 Kaktasi
        [18] 🍄 Uyoga
        [19] 🌏 Dunia
        [20] 🌙 Mwezi
        [21] ☁️ Wingu
        [22] 🔥 Moto
        [23] 🍌 Ndizi
        [24] 🍎 Tofaa
        [25] 🍓 Stroberi
        [26] 🌽 Hindi
        [27] 🍕 Piza
        [28] 🎂 Keki
        [29] ❤️ Moyo
        [30] 😀 Uso wenye tabasamu
        [31] 🤖 Roboti
        [32] 🎩 Kofia
        [33] 👓 Miwani
        [34] 🔧 Spana
        [35] 🎅 Baba wa Krismasi
        [36] 👍 Dole gumba juu
        [37] ☂️ Mwavuli
        [38] ⌛ Kipimasaa cha mchanga
        [39] ⏰ Saa
        [40] 🎁 Zawadi
        [41] 💡 Balbu ya taa
        [42] 📕 Kitabu
        [43] ✏️ Penseli
        [44] 📎 Kibanio cha karatasi
        [45] ✂️ Mkasi
        [46] 🔒 Kufuli
        [47] 🔑 Ufunguo
        [48] 🔨 Nyundo
        [49] ☎️ Simu
        [50] 🏁 Bendera
        [51] 🚂 Treni
        [52] 🚲 Baiskeli
        [53] ✈️ Ndege ya abiria
        [54] 🚀 Roketi
        [55] 🏆 Kombe
        [56] ⚽ Mpira
        [57] 🎸 Gitaa
        [58] 🎺 Tarumbeta
        [59] 🔔 Kengele
        [60] ⚓ Nanga
        [61] 🎧 Vipokea sauti
        [62] 📁 Jalada
       *[63] 📌 Pini
    }

## Kwa waratibu: wanachobadilisha, na kinachohitaji kukubaliwa.

confirm-ask =
    { $what }
    Bado hakuna kilichofanyika. Ili kifanyike: !yes { $number } (ni wewe tu unayeweza, ndani ya { $span }). Ili kuacha: !no { $number }
confirm-ask-another =
    { $what }
    Bado hakuna kilichofanyika. Mratibu mwingine asiye { $person } anapaswa kukubali ndani ya { $span }: !agree { $number }. Ili kuacha: !no { $number }
confirm-ask-anybody =
    { $what }
    Bado hakuna kilichofanyika. Ili kifanyike, mratibu yeyote anaweza kuandika ndani ya { $span }: !yes { $number }. Ili kuacha: !no { $number }
confirm-changed =
    Mambo yamebadilika tangu ulipoulizwa, kwa hiyo sijafanya chochote. Tafadhali soma tena:
    { $question }
confirm-dropped = Namba { $number } imeachwa. Hakuna kilichobadilika.
confirm-unknown = Hakuna kinachosubiri kwa namba { $number }. Huenda imejibiwa, au imesubiri mno: basi toa amri tena.
confirm-not-yours = Namba { $number } inamsubiri { $person } aliyeiomba. Hakuna mwingine anayeweza kusema ndiyo; yeyote anaweza kuiacha: !no { $number }
confirm-needs-another = Namba { $number } inahitaji mratibu mwingine, si yule aliyeiomba: !agree { $number }
confirm-needs-yes = Namba { $number } inahitaji ndiyo ya yule aliyeiomba: !yes { $number }
confirm-asker-gone = { $person }, aliyeomba namba { $number }, si mratibu tena. Imeachwa.
confirm-nothing = Hakuna kinachosubiri ndiyo.
confirm-which =
    Tafadhali andika namba pamoja nayo. Hivi vinasubiri:
    { $lines }
confirm-line = { $number }: { $what }
change-overtaken = Hilo limeshafanyika, au limebadilika. Sijafanya chochote.
change-needed = WANAHITAJIKA SASA, katika { $codes }: wanaondoka katika vyumba hivi mara moja.
change-not-needed = Hakuna dharura iliyo wazi inayowahitaji.
sub-all =
    Unaweza kuandika:
    { $lines }
sub-line = { $usage } – kwa mfano: { $example }
sub-nearest = Sijui “{ $word }” hapa. Je, ulimaanisha: { $usage } – kwa mfano: { $example }
sub-needs = Sielewi, au haijakamilika. Andika: { $usage } – kwa mfano: { $example }
field-unknown = Sielewi “{ $word }”, kwa hiyo sijafanya chochote. Unaweza kuandika, na ; katikati: { $fields }
field-wrong = Sielewi “{ $value }” kwa { $field }, kwa hiyo sijafanya chochote. Andika kwa mfano: { $field }: { $example }
organisation-added =
    { $name } sasa ni shirika mshirika, likiwa na { $count ->
        [0] hakuna mtu bado. Ili kuongeza watu wake: !person add @user { $name }
        [one] mtu 1.
       *[other] watu { $count }.
    } { $facts }
organisation-edited =
    { $name } limebadilishwa.
    Kabla: { $before }
    Sasa: { $after }
organisation-paused = { $name } limepumzishwa: siliiti kwa dharura yoyote hadi uandike !organisation resume { $name }. Dharura zilizo wazi ambamo linabaki: { $codes }
organisation-resumed = { $name } linashiriki tena kuanzia sasa.
organisation-paused-already = { $name } limeshapumzishwa. Ili lishiriki tena: !organisation resume { $name }
organisation-not-paused = { $name } halijapumzishwa.
organisation-remove-ask = { $name } litaondolewa, pamoja na watu wake, zamu zao na namba za simu: { $people }. { $needed } Mashirika yatakayobaki: { $left }
organisation-removed =
    { $name } limeondolewa. { $count ->
        [0] Watu wake hawakuwa katika chumba chochote cha dharura.
        [one] Ninawaondoa watu wake katika chumba 1 cha dharura.
       *[other] Ninawaondoa watu wake katika vyumba { $count } vya dharura.
    }
organisation-there = Lipo shirika linaloitwa { $name } tayari, kwa hiyo sijafanya chochote.
organisation-unknown = Silijui shirika linaloitwa “{ $name }”, kwa hiyo sijafanya chochote. !organisations huonyesha yote.
organisation-nearest = Silijui shirika linaloitwa “{ $name }”, kwa hiyo sijafanya chochote. Je, ulimaanisha { $nearest }?
organisation-anchor-later = Lipo shirika la nanga tayari. Ongeza { $name } bila hilo; kisha andika: !organisation edit { $name }; anchor: yes
organisation-last-anchor = { $name } ni shirika la nanga, linaloitwa kwa kila dharura, kwa hiyo sijafanya chochote. Kwanza lifanye jingine liwe nanga, kwa mfano: !organisation edit The Clinic; anchor: yes
organisation-anchor-deputy = { $name } ni shirika la nanga, na haliwezi kujikaimu.
person-added = { $person } anajibu kwa niaba ya { $organisation } kuanzia sasa. Ninamwalika katika mazungumzo nikishaona simu yake. Tafadhali mhakikishe hapo: !verify { $person }
person-remove-ask = { $person } ataondolewa katika { $organisation }, pamoja na zamu zake. Wanaobaki humo: { $others }. { $needed }
person-removed =
    { $person } ameondolewa katika { $organisation }. { $count ->
        [0] Hakuwa katika chumba chochote cha dharura.
        [one] Ninamwondoa katika chumba 1 cha dharura.
       *[other] Ninamwondoa katika vyumba { $count } vya dharura.
    }
person-away = { $person } hayupo kuanzia sasa, hadi uandike !person back { $person }. { $gap }
person-away-until = { $person } hayupo kuanzia { $since } hadi { $until }. { $gap }
person-away-nobody = HAKUNA MTU wa { $organisation } aliyepo wakati huo.
person-away-others = Yupo mtu mwingine wa shirika hilo.
person-back = { $person } yupo tena.
person-not-away = { $person } hakuwa ameondoka.
person-unknown = { $person } hajibu kwa niaba ya shirika lolote ninalolijua. !people huonyesha ninaowajua.
person-there = { $person } anajibu kwa niaba ya { $organisation } tayari. Ili ajibu kwa niaba ya jingine: kwanza !person remove { $person }
person-has-part = Siwezi kumchukua { $person } kwa jambo hili, na sikufanya chochote: akaunti moja ina nafasi moja katika mtandao, na simwambii mtu yeyote ni ipi. Tafadhali mwombe akaunti nyingine.
person-is-vigil = Hiyo ni akaunti yangu mwenyewe; taja mtu.
person-no-address = “{ $person }” si anwani ya Matrix. Huandikwa kamili, kama @user:example.org
admin-add-ask = { $person } atakuwa mratibu: ataona nani yupo na dharura zinavyokwenda, na ataweza kubadilisha yote hayo.
admin-added = { $person } sasa ni mratibu. Ninamwalika katika chumba hiki. Tafadhali mhakikishe: !verify { $person }
admin-there = { $person } ni mratibu tayari.
admin-none = { $person } si mratibu.
admin-remove-ask = { $person } hatakuwa mratibu tena. Waratibu watakaobaki: { $left }
admin-removed = { $person } si mratibu tena. Ninamwondoa katika chumba hiki.
admin-last = Bila { $person } hakuna atakayebaki hapa, kwa hiyo sijafanya chochote. Kwanza ongeza mratibu mwingine: !admin add @user
defender-invitation =
    Mwaliko kwa mtetezi mmoja. Uandike kwenye karatasi na umpe yeye tu; unatumika mara moja, hadi { $until }:
    { $code }
    Anaanza mazungumzo nami kutoka kwenye akaunti yake mwenyewe, katika Element, na kuuandika humo. Jina lake halisemwi hapa, ila lakabu anayoichagua.
defender-edited =
    { $alias } amebadilishwa. Dharura iliyo wazi inabaki kama ilivyo.
    Kabla: { $before }
    Sasa: { $after }
defender-suspended = { $alias } amesimamishwa: kinachoandikwa kutoka kwenye akaunti yake hakileti dharura. Nitawaambia hapa kikija chochote. Ili kutengua: !defender resume { $alias }
defender-suspended-already = { $alias } amesimamishwa tayari.
defender-resume-ask = { $alias } alindwe tena: kinachotoka kwenye akaunti yake kinahesabiwa.
defender-resumed = Ninamlinda { $alias } tena kuanzia sasa.
defender-not-suspended = { $alias } hajasimamishwa.
defender-remove-ask = { $alias } (eneo: { $area }) ataondolewa: lakabu, eneo, mashirika yasiyoitwa na maneno ya tahadhari yatasahauliwa, na anachoandika hakitaleta dharura tena. Ninamwambia hivyo katika mazungumzo yake. Atahitaji mwaliko mpya.
defender-removed = { $alias } ameondolewa. Nimemwambia, na ninaondoka katika mazungumzo yake.
defender-needs-alert = Dharura { $code } ya { $alias } iko wazi, kwa hiyo sijafanya chochote: hakuna anayeachwa peke yake katika dharura. Mashirika yakishaifunga, toa amri tena.
defender-unknown = Simjui mtetezi anayeitwa “{ $alias }”, kwa hiyo sijafanya chochote. !defenders huonyesha wote.
defender-nearest = Simjui mtetezi anayeitwa “{ $alias }”, kwa hiyo sijafanya chochote. Je, ulimaanisha { $nearest }?
defender-farewell = Sikulindi tena, na ninaondoka katika mazungumzo haya sasa. Kama uko hatarini, tafadhali tafuta msaada kwa njia nyingine.
defender-rests = Siiti msaada kutoka kwenye akaunti hii sasa, kwa kuwa waratibu wako wameniomba hivyo. Ninawaambia kwamba umeandika. Kama uko hatarini, tafadhali tafuta msaada kwa njia nyingine.
coordination-suspended-wrote = { $alias }, aliyesimamishwa, ananiandikia. Sileti dharura. Tafadhali tafuteni sasa, kwa njia nyingine, kama yuko salama. Ili nimlinde tena: !defender resume { $alias }
coordination-newcomer = Mtu ambaye hajaandikishwa amefungua mazungumzo nami. Kwa kuwa kuna mwaliko uliotolewa, nimemwomba auandike.
coordination-newcomer-calls = MTU ANAYEJIANDIKISHA ANAOMBA MSAADA. Naleta dharura yake mara akimaliza. Kama mnajua nani alipewa mwaliko wa mwisho, tafadhali mfikieni sasa kwa njia nyingine.
coordination-code-shown = Mwaliko wa { $at } umeandikwa kwangu mahali ambapo seva inaweza kuusoma, kwa hiyo hautumiki tena. Tafadhali toeni mwingine: !defender invite
coordination-guesses = { $person } hajaandikishwa, na ameandika mialiko mitatu isiyo mialiko. Simsikilizi tena.
coordination-guesses-many = Mialiko mingi sana isiyo sahihi inajaribiwa. Kwa saa moja siangalii wowote. Kama mtu anajiandikisha sasa hivi, mwombeni ajaribu tena baadaye.
coordination-enrolled = Mtetezi amejiandikisha: lakabu { $alias }, eneo { $area }. { $origin }
enrol-by-invitation = Alikuwa na mwaliko wa { $at }.
enrol-by-vouching = { $organisation } linamdhamini.
enrol-code = Mimi ni Vigil. Sikufahamu bado. Kama ulipewa mwaliko kwenye karatasi, uandike hapa sasa. Kama uko hatarini sasa, tafadhali tafuta msaada kwa njia nyingine: siwezi kukuitia msaada bado.
enrol-no-code = Sikufahamu bado, kwa hiyo siwezi kukusaidia. Andika hapa mwaliko uliopewa kwenye karatasi. Kama uko hatarini sasa, tafadhali tafuta msaada kwa njia nyingine.
enrol-wrong =
    Huo si mwaliko unaotumika sasa. Tafadhali angalia tena. { $left ->
        [one] Unaweza kujaribu mara moja tena.
       *[other] Unaweza kujaribu mara { $left } tena.
    }
enrol-wrong-last = Huo si mwaliko unaotumika sasa. Tafadhali mwombe aliyekupa akupe mwingine. Kama uko hatarini, tafadhali tafuta msaada kwa njia nyingine.
enrol-later = Siwezi kuangalia mialiko sasa. Tafadhali jaribu tena baada ya saa moja. Kama uko hatarini, tafadhali tafuta msaada kwa njia nyingine.
enrol-plain = Mazungumzo haya hayajasimbwa, kwa hiyo huenda wengine wameusoma mwaliko wako, na hautumiki tena. Tafadhali omba mwingine, anzisha mazungumzo mapya yaliyosimbwa nami katika Element, na uuandike humo.
enrol-answer-plain = Ninapokea jibu lako mahali ambapo hakuna mwingine anayeweza kulisoma tu. Tafadhali anzisha mazungumzo mapya yaliyosimbwa nami katika Element, na ujibu humo.
enrol-begin =
    Asante. Sasa ninakuuliza mambo machache, moja baada ya jingine. Ili kuacha wakati wowote na kuandikishwa kwa ninayoyajua, andika: maliza
    { $question }
enrol-vouched =
    Mimi ni Vigil. Ninawalinda watu wanaotetea haki za wengine: ukiomba msaada, ninayaita mashirika yanayokuja. Moja linalokufahamu limeniomba nikulinde wewe pia. Kama hutaki, usijibu. Ili kuacha wakati wowote na kuandikishwa kwa ninayoyajua, andika: maliza
    { $question }
enrol-language = Unazungumza lugha gani? Kwa mfano: Kiswahili, Kifaransa, Kiingereza. Unaweza kuandika kadhaa, iliyo bora kwanza.
enrol-language-wrong = Siijui lugha hiyo. Andika kwa mfano: Kiswahili, Kifaransa
enrol-alias = Mashirika yakuite kwa jina gani? Si lako mwenyewe: huenda akaliona asiyepaswa. Kwa mfano: Baobab
enrol-alias-taken = { $alias } haliwezi kuwa jina lako hapa. Tafadhali chagua jingine.
enrol-alias-account = “{ $alias }” limo katika jina la akaunti, kwa hiyo lingeonyesha ni nani. Tafadhali chagua jingine.
enrol-area = Unaishi au kufanya kazi katika eneo gani? Mashirika yapo: { $areas }
enrol-area-nearest = Silijui eneo linaloitwa “{ $area }”. Je, ulimaanisha { $nearest }? Andika: ndiyo – au, kama ulimaanisha ulichoandika, kiandike tena.
enrol-exclude = Je, kuna shirika ambalo halipaswi kamwe kusikia habari zako? Andika jina lake, au kadhaa kwa mkato; kama hakuna, andika: hapana. Mashirika: { $organisations }
enrol-exclude-unknown = Silijui shirika linaloitwa “{ $name }”. Andika jina lake kama nilivyoliandika, au: hapana
enrol-exclude-nearest = Silijui shirika linaloitwa “{ $name }”. Je, ulimaanisha { $nearest }? Tafadhali liandike lote.
enrol-duress = Mtu akikulazimisha kuandika kwamba yote ni salama, unaweza kutuonya bila yeye kugundua. Chagua maneno mawili au zaidi ambayo unayajua wewe tu, na usingeyaandika vinginevyo, kwa mfano: “msalimie shangazi”. Ukiyaandika, ninajibu kana kwamba yote ni salama, na kuyaambia mashirika kwamba unalazimishwa. Kama hutaki, andika: hapana. Baadaye futa ujumbe wako wenye maneno haya.
enrol-duress-wrong = Tafadhali chagua maneno mawili au zaidi yasiyo na maana nyingine hapa, au andika: hapana
enrol-duress-kept = yamehifadhiwa; siyaandiki hapa tena
enrol-duress-none = hakuna
enrol-too-long = Tafadhali andika mstari mmoja wa herufi { $most } zaidi.
enrol-check =
    Haya ndiyo ninayoyahifadhi:
    Jina: { $alias }
    Lugha: { LANGUAGES($languages) }
    Eneo: { $area }
    Yasisikie habari zako: { $exclude }
    Maneno ya kulazimishwa: { $duress }
    Je, ni sawa? Andika: ndiyo. Ili kubadilisha kitu, andika: jina, lugha, eneo, mashirika au kulazimishwa
enrol-check-how = Andika: ndiyo. Ili kubadilisha kitu, andika: jina, lugha, eneo, mashirika au kulazimishwa
enrol-call-first =
    Naleta dharura yako mara tu ukiandikishwa, na ninawaambia waratibu sasa. Ili kuandikishwa mara moja kwa ninayoyajua, andika: maliza
    { $question }
enrol-done = Umeandikishwa. Ukihitaji msaada, andika hapa: hatari. Ndipo ninayaita mashirika yanayokuja kwako. Tafadhali hifadhi mazungumzo haya.
vouch-ask = { $organisation } linamdhamini mtu kama mtetezi: lakabu { $alias }, eneo { $area }. Ataulizwa katika mazungumzo nami kama anataka kuandikishwa.
vouch-accepted = Ninamuuliza { $alias } katika mazungumzo kama anataka kuandikishwa.
vouch-not-asked = Sikuweza kumuuliza { $alias } kama anataka kuandikishwa: anwani yake si sahihi, au hapokei mazungumzo yangu. Tafadhali mwombeni anayemdhamini anwani sahihi, kisha amdhamini tena.
vouch-sent = Asante. Ninawauliza waratibu kuhusu { $alias }. Wakikubali, ninamwandikia.
vouch-known = { $organisation } linamdhamini mtu kwa jina la { $alias } ambaye ninamfahamu tayari. Sijafanya chochote.
vouch-plain = Mazungumzo haya hayajasimbwa, kwa hiyo sipokei majina hapa. Tafadhali anzisha mazungumzo mapya yaliyosimbwa nami katika Element.
vouch-too-many = Waratibu bado hawajajibu kuhusu wale unaowadhamini tayari. Tafadhali wasubiri.
audit =
    Waliyofanya waratibu katika { $span } zilizopita:
    { $lines }
    { $chain }
audit-none = Hakuna mratibu aliyefanya chochote katika { $span } zilizopita. { $chain }
audit-line = { $at }, { $person }: { $what }
audit-more = ({ $count } za awali hazionyeshwi)
audit-whole = Hakuna kinachokosekana wala kilichobadilishwa: vitendo { $count } kwa jumla, muhuri { $hash }
audit-broken = KUNA KINACHOKOSEKANA AU KILICHOBADILISHWA, katika kitendo namba { $number } au kabla yake. Mtu ameigusa hifadhidata yangu: tafadhali mashine ninayotumia ikaguliwe sasa.

## Kwa waratibu: takwimu.

stats =
    Dharura zilizoanza tangu mwanzo wa { $month } na zimekwisha:
    { $lines }
    “–” inasimama badala ya kile ambacho dharura chini ya { $least } zingefichua.
stats-total = Zote
stats-by-area = Kwa eneo:
stats-by-month = Kwa mwezi:
stats-other-areas = Maeneo mengine
stats-other-months = Miezi mingine
stats-row = { $name }: { $number }. Walioshughulikia: wa kwanza { $first }, wa kutosha { $enough }, wanne { $fourth }. Maswali ambayo hayakujibiwa kwa wakati: { $missed }. Mashirika ambayo hayakuweza kuja: { $passes }.
stats-first = baada ya { $usual } (muda mrefu zaidi { $worst })
stats-time = baada ya { $usual } ({ $worst })
stats-time-usual = baada ya { $usual }
stats-too-few = Tangu mwanzo wa { $month } dharura zilizokwisha ni chini ya { $least }. Sitoi takwimu za chache hivyo: zingeeleza kuhusu mtu mmoja mmoja.
stats-length = Sielewi “{ $written }” kama muda usiozidi { $most }. Andika kwa mfano: !stats siku 90
stats-chart-alerts = Dharura tangu { $month }
stats-chart-enough = Hadi wawe wa kutosha, tangu { $month }

## Mazoezi, na dharura zilizoletwa kwa simu.

exercise =
    ZOEZI – hakuna aliye hatarini.
    { $text }
room-name-exercise = Zoezi { $code }
exercise-words = Wanaume wawili wenye pikipiki wamesimama mbele ya nyumba yangu tangu jioni hii. Wanawauliza majirani kuhusu mimi kwa jina.
exercise-report =
    Zoezi { $code } limekwisha. Nani alijibu, na lini:
    { $lines }
exercise-answer = { $name } ({ $person }): walijibu baada ya { $span }.
exercise-no-answer = { $name }: hakuna jibu.
exercise-nobody = Hakuna aliyeweza kuitwa.
exercise-over-answered = Wote wamejibu: zoezi limekwisha. Asanteni. Hakuna zaidi la kufanya.
exercise-over-time = Muda umekwisha: zoezi limekwisha. Asanteni. Hakuna zaidi la kufanya.
exercise-over-stopped = Waratibu wamemaliza zoezi. Asanteni. Hakuna zaidi la kufanya.
exercise-over-real = Zoezi linaisha mara moja, kwa sababu mtu anahitaji msaada kweli sasa. Tafadhali tafuteni mwaliko wa chumba kingine.
exercise-no-defender = { $alias } si mtu halisi: hakuna ninayeweza kumwandikia.
drill-begun = Zoezi { $code } limeanza. Kila ujumbe wake unasema hivyo. Litaisha wote wakijibu, au baada ya { $span } kwa muda mrefu zaidi; kisha mtasoma hapa nani alijibu na lini. Ili kulimaliza sasa, andika: !drill stop
drill-running = Zoezi { $code } bado linaendelea. Ili kulimaliza, andika: !drill stop
drill-alerts-open = Mtu anahitaji msaada kweli sasa: { $names }. Sianzi zoezi wakati dharura iko wazi.
drill-nobody = Hakuna shirika mshirika ninaloweza kuliita.
drill-none = Hakuna zoezi linaloendelea.
drill-stopped = Limemalizwa: { $names }.
drill-unanswered = Hawakujibu zoezi la mwisho: { $names }.
reach-asked = Ninaangalia kama ninaweza kufikia vifaa vya wote. Mtasoma hapa ninachopata; hakuna mwingine anayeona.
reach-well =
    { $people ->
        [one] Ninaweza kufikia vifaa vya mtu { $people } wa mashirika washirika, na ninaweza kuviamini.
       *[other] Ninaweza kufikia vifaa vya watu wote { $people } wa mashirika washirika, na ninaweza kuviamini.
    }
reach-faults =
    Ujumbe kwa watu hawa usingefika sasa:
    { $lines }
reach-no-device = { $name }: { $person } hajaingia kwenye kifaa chochote. Lazima aingie mara moja.
reach-untrusted = { $name }: { $person } hana kifaa kilichothibitishwa. Lazima athibitishe kimoja katika Element.
reach-no-key = { $name }: kifaa cha { $person } hakitoi funguo. Lazima afungue Element mara moja.
reach-silent = { $name }: seva ya { $person } haijibu.
reach-changed = { $name }: utambulisho wa { $person } umebadilika. Lazima mtu auhakikishe: !verify
reach-nobody = { $name } haliwezi kufikiwa kabisa.
reach-empty = { $name } halina mtu anayeweza kuitwa.
on-behalf-raised = Dharura { $code } imeanzishwa kwa ajili ya { $alias }, kama mtu ambaye hajasajiliwa (eneo: { $area }). Simwandikii mtu: ninauliza mashirika nani anampigia simu { $alias }. Kama mtu huyu amesajiliwa, andika: !tie { $code } ALIAS
on-behalf-raised-enrolled = Dharura { $code } imeanzishwa kwa ajili ya { $alias } (eneo: { $area }). Simwandikii, kwa sababu huenda simu yake iko mikononi mwa wengine: ninauliza mashirika nani anampigia. Ukijua kwamba ana simu yake, andika: !tie { $code } { $alias }
on-behalf-passed-on = Dharura { $code } ya { $alias } tayari iko wazi. Nimeyapelekea mashirika ujumbe huu.
on-behalf-no-defender = Siwezi kumwandikia { $alias }, aliyeita kwa simu au kwa njia nyingine. Tafadhali mpigieni simu { $alias }.
called-in = { $by } (mratibu) amesikia zaidi kutoka kwa { $alias }: “{ $words }”
brief-on-behalf = { $alias } aliomba msaada kwa simu au kwa njia nyingine { $at }. { $by } (mratibu) alipokea.
brief-their-words = Yaliyosemwa: “{ $words }”
brief-nobody-writes = Siwezi kumwandikia { $alias }, wala kumuuliza kama yuko salama. Ni lazima mtu ampigie simu.
who-calls-them = Ni wakati wa kumuuliza { $alias } kama yuko salama, na siwezi kumwandikia. Nani anampigia simu { $alias }? Jibuni: !take
who-calls-them-still = Tangu { $at } hakuna aliyesema kwamba anampigia simu { $alias }, ambaye siwezi kumwandikia. Nani anampigia simu { $alias }? Jibuni: !take
status-nobody-called = Tangu { $at } ni wakati wa kumpigia simu { $alias }, na hakuna aliyesema kwamba anafanya hivyo: !take
coordination-nobody-calls = Dharura { $code }: tangu { $at } hakuna shirika lililosema kwamba linampigia simu mtu aliye hatarini, ambaye siwezi kumwandikia.
defender-tied = Dharura iko wazi kwa ajili yako, kwa sababu uliita. Unachoandika au kutuma hapa, ninayapelekea mashirika.
defender-tied-room = Waratibu wamehakikisha { $alias } ni nani. Kuanzia sasa ninawapelekea anachoandika { $alias }, na ninamuuliza kama yuko salama.
tie-done = Dharura { $code } ni ya { $alias } kuanzia sasa: ninamwandikia na kumuuliza kama yuko salama.
tie-closed = Dharura { $code } imefungwa.
tie-is-somebodys = Dharura { $code } tayari ni ya mtu mwingine.
tie-has-alert = { $alias } tayari ana dharura iliyo wazi: { $code }.
tie-unknown = Simjui mtetezi { $alias }. Watetezi ninaowajua: !defenders
tie-nearest = Simjui mtetezi { $alias }. Je, ulimaanisha { $nearest }?

## Amri.

help-in-chat = Nimekutumia amri katika mazungumzo yako mwenyewe nami.
help-alert =
    Mnaweza kuandika:
    { $commands }
    Kati ya yote mnayoandika hapa, !tell tu ndiyo inamfikia mtetezi.
help-coordination =
    Mnaweza kuandika:
    { $commands }
help-direct =
    Uko hatarini? Andika: hatari
    Au kwa lugha nyingine: alert, alerte, SOS. Dharura yako ikiwa wazi, ninawapelekea yote unayotuma hapa.
    Unaweza pia kuandika:
    { $commands }
help-partner =
    Dharura hukufikia kama mwaliko wa kuingia kwenye chumba. Hapa unaweza kuandika:
    { $commands }
help-line = { $usage } – { $what }
command-alert = kuomba msaada
command-ack = tunashughulikia
command-pass = hatuwezi (na sababu, mkitaka)
command-checkin = kumuuliza mtetezi “uko salama?”, sasa au mara kwa mara
command-take = ninampigia simu mtetezi, au ninachukua hatua
command-lead = nani ni kiongozi
command-note = kumbukumbu kwa wote, hata kwa watakaoitwa baadaye
command-tell = kumpelekea mtetezi maneno haya
command-bring-in = kumwalika mtetezi kwenye chumba hiki
command-call = kuita shirika hili, linalofuata, au linalotoa hiki
command-release = tunaweza bila shirika hili
command-handover = kuwaomba wachukue nafasi yetu
command-accept = tunachukua nafasi hiyo
command-decline = hatuchukui nafasi hiyo
command-level = nitafute msaada kwa haraka gani, na sababu
command-escalate = kuchukua hatua inayofuata sasa
command-policy = ninachofanya mtu asipojibu
command-why = kwa nini niliita mashirika haya
command-resolve = ninaona kwamba hatari imekwisha, na sababu
command-confirm = ninakubali kwamba hatari imekwisha
command-deny = hatari bado haijaisha (na sababu, mkitaka)
command-status = hali ilivyo
command-alerts = dharura zilizo wazi au zote, hata za eneo moja tu
command-one-alert = dharura hii inavyoendelea: nani amejibu, na lini
command-drill = zoezi: nani ninamfikia, na nani anajibu lini
command-on-behalf = anzisha dharura kwa ajili ya mtu aliyekuita
command-tie = dharura hii ni ya mtetezi huyu
command-merge = dharura mbili ni za pamoja: washirika wa kila moja wanakuja kwenye nyingine
command-reach = kama ninaweza kufikia vifaa vya washirika wote
command-stats = takwimu za dharura zilizokwisha; hazimtaji mtu yeyote
command-organisations = mashirika
command-defenders = watetezi, kwa majina yao ya siri
command-people = watu, na jinsi ninavyomtambua kila mmoja
command-trust = nimehakikisha kwamba alama hii ya kidole ni yake
command-verify = linganisha emoji na mtu huyu, na jibu kama zinafanana
command-suspend = mwondoe mtu huyu au shirika hili katika kila kitu mara moja
command-reinstate = mruhusu mtu huyu au shirika hili kushiriki tena
command-organisation = ongeza shirika, libadilishe, lipumzishe au liondoe
command-person = nani anajibu kwa niaba ya shirika, na nani hayupo
command-defender = andikisha mtetezi, mbadilishe, msimamishe au mwondoe
command-admin = nani ni mratibu; wawili wanapaswa kukubali
command-audit = waliyofanya waratibu
command-yes = fanya nilichokuuliza
command-no = acha nilichokuuliza
command-agree = kubali alichoomba mratibu mwingine
command-vouch = sema kwamba mtu fulani ni mtetezi na anamhitaji Vigil
command-rota = nani yuko zamu na lini, lini hakuna mtu, kila shirika limeitwa mara ngapi, na kalenda
command-shift = nani yuko zamu kila wiki
command-override = nani yuko zamu kwa mara moja
command-why-called = kwa nini niliita mashirika haya
command-help = orodha hii

## Kumbukumbu ya tahadhari inapohamishwa

journal-alert-raised = Mtetezi ameomba msaada
journal-organisation-called = Shirika limeitwa
journal-rota-exhausted = Hakubaki wa kuitwa
journal-room-opened = Chumba cha tahadhari kimefunguliwa
journal-room-refused = Seva imekataa kutengeneza chumba
journal-room-awaited = Seva haikujibu: hakukuwa na chumba bado
journal-room-retried = Chumba kimeombwa tena
journal-people-invited = Watu wamealikwa
journal-invitation-failed = Watu hawakuweza kualikwa
journal-organisation-unreachable = Shirika halikupatikana
journal-brief-delivered = Maelezo ya kwanza yamefikishwa
journal-delivery-fell-short = Watu hawakuweza kusoma chumba
journal-delivery-mended = Watu sasa wanaweza kusoma chumba
journal-person-joined = Mtu ameingia chumbani
journal-person-left = Mtu ametoka chumbani
journal-acknowledged = Shirika linashughulikia
journal-passed = Shirika haliwezi kuja
journal-acknowledgement-overdue = Shirika halikujibu kwa wakati
journal-organisation-chased = Shirika liliulizwa tena
journal-chased-again = Shirika lililokaa kimya liliulizwa tangu mwanzo
journal-escalated = Mshirika alitaka hatua inayofuata mara moja
journal-still-on-it-asked = Mashirika yaliulizwa kama bado yanashughulikia
journal-still-on-it-lapsed = Shirika lililoshughulikia halikujibu tena
journal-organisation-released = Shirika halikuhitajika tena
journal-level-changed = Kiwango kilibadilishwa
journal-handover-asked = Shirika lilitaka kukabidhi
journal-handover-accepted = Shirika lilichukua nafasi
journal-handover-declined = Shirika halikuchukua nafasi
journal-handover-lapsed = Hakuna aliyejibu kama anachukua nafasi
journal-alerts-merged = Imeunganishwa na dharura nyingine
journal-organisation-back = Shirika lililokuwa kimya limerudi
journal-alert-nearby = Dharura nyingine ilikuwa wazi karibu
journal-people-pinged = Watu walijulishwa kwa kutajwa
journal-defender-wrote = Mtetezi ameandika
journal-alarm-raised = Mtetezi ameomba msaada tena
journal-defender-reach-changed = Mtetezi anaweza kusoma Vigil tena, au hawezi tena
journal-question-delivered = Swali limemfikia mtetezi
journal-question-put-again = Mtetezi aliulizwa tena: huenda alichoandika kilihusu jambo lingine
journal-check-in-asked = Mtetezi ameulizwa: uko salama?
journal-check-in-overdue = Mtetezi hakuwa amejibu
journal-alarm-unheeded = Hakuna mtu chumbani aliyekuwa amechukua hatua
journal-alarm-taken = Mshirika alichukua hatua
journal-nudged = Mshirika aliambiwa kwamba alichoandika si jibu
journal-check-in-taken = Mshirika amechukua jukumu la kumpigia mtetezi
journal-check-in-interval = Muda kati ya maswali umebadilishwa
journal-room-spoke = Mshirika ameandika chumbani (maneno hayahifadhiwi)
journal-room-update-asked = Chumba kimeulizwa hali ilivyo
journal-lead-taken = Mtu amechukua uongozi
journal-noted = Mshirika ameandika dokezo
journal-defender-told = Mshirika amepeleka maneno kwa mtetezi
journal-defender-brought-in = Mtetezi amealikwa chumbani
journal-resolution-proposed = Shirika limependekeza kufunga tahadhari
journal-resolution-reminded = Chumba kimekumbushwa pendekezo
journal-resolution-denied = Mtu hakubali kwamba imekwisha
journal-end-feigned = Mtetezi alionyeshwa mwisho usio wa kweli: huenda alilazimishwa
journal-alert-resolved = Tahadhari imefungwa
journal-room-locked = Chumba sasa ni cha kusomwa tu
journal-alert-purged = Muda wa kuhifadhi umekwisha
journal-clock-set-right = Saa imerekebishwa
journal-exercise-ended = Zoezi lilikwisha
journal-called-in = Mratibu alipeleka alichosema mtu aliye hatarini
journal-defender-tied = Mratibu alisema ni mtetezi gani aliyeita
journal-identity-doubted = Utambulisho wa mtu umebadilika
journal-identity-settled = Mratibu amehakikisha mtu
journal-organisation-cut-off = Shirika limekatwa: hakuna aliyeweza kuhakikisha watu wake
journal-device-left-out = Kifaa hakikupewa funguo, kwa kuwa hakijathibitishwa
journal-defender-device = Mtetezi ameandika kutoka kifaa kingine
journal-people-suspended = Watu wamesimamishwa
journal-people-reinstated = Watu wamerejeshwa
journal-proposal-lapsed = Pendekezo la kufunga tahadhari limekwisha nguvu
journal-intruder-found = Mtu ambaye Vigil haikumwalika alikuwa chumbani
journal-room-altered = Mtu mwingine amebadilisha mipangilio ya chumba
journal-answered-safe = Mtetezi amejibu: salama
journal-answered-not-safe = Mtetezi amejibu: si salama
journal-answered-later = Mtetezi amejibu: baadaye
journal-answered-duress = Mtetezi ameandika neno la kulazimishwa
journal-title = Tahadhari { $code }
journal-exported = Imeandikwa na Vigil. Saa ni za { $where }.
journal-confidential = Siri: faili hii haijasimbwa, na inataja watu wanaoweza kuwa hatarini.
journal-column-time = Wakati
journal-column-what = Kilichotokea
journal-column-who = Nani
journal-column-words = Maneno

## Zamu.

rota =
    Walio zamu kuanzia { $first } hadi { $last }, kwa saa za { $where }:
    { $lines }
rota-always = { $name }: { $names }, daima.
rota-paused = { $name }: limesimamishwa, kwa hiyo haliitwi.
rota-never = { $name }: hakuna mtu siku hizi zote. Likiitwa, watu wake wote wanaitwa.
rota-of =
    { $name }:
    { $lines }
rota-duty = – { $times }: { $names }
rota-gap = – { $times }: HAKUNA MTU
rota-chart = Walio zamu, { $first } – { $last }
rota-chart-paused = limesimamishwa
rota-shift = Zamu { $number }: { $name }, { $words }
rota-override = Kwa mara moja { $name } badala ya { $other }: { $times }
rota-override-also = Kwa mara moja { $name } pia: { $times }
rota-away = { $name } hayupo hadi itakapotangazwa.
rota-away-until = { $name } hayupo hadi { $until }.
rota-calendar =
    { $count ->
        [one] Zamu { $count } kutoka kalenda, hadi { $until }.
       *[other] Zamu { $count } kutoka kalenda, hadi { $until }.
    }
rota-length = Sielewi urefu wa muda “{ $written }”. Andika muda wa siku 1 au zaidi, usiozidi { $most }, kwa mfano: wiki 4
rota-several-people = “{ $written }” anaweza kuwa watu kadhaa: { $names }. Andika anwani ya unayemaanisha.
rota-no-person-but = Hakuna shirika lenye mtu anayeitwa “{ $written }”. Je, ulimaanisha { $nearest }?
rota-no-person = Hakuna shirika lenye mtu anayeitwa “{ $written }”. Andika anwani kamili, kama @user:example.org.
gaps =
    Ndani ya { $span } hakuna aliye zamu nyakati hizi, kwa saa za { $where }. Shirika kati ya haya likiitwa wakati huo, watu wake wote wanaitwa.
    { $lines }
gaps-none = Ndani ya { $span } kila shirika lina mtu zamu daima.
gaps-of = { $name }, jumla { $span }: { $names }
gaps-of-many =
    { $count ->
        [one] { $name }, jumla { $span }: { $names }, na mara { $count } zaidi.
       *[other] { $name }, jumla { $span }: { $names }, na mara { $count } zaidi.
    }
fairness =
    Ndani ya { $span } zilizopita, lililoitwa zaidi kwanza:
    { $lines }
fairness-line =
    { $count ->
        [one] { $name }: limeitwa mara { $count }, mwisho { $at }
       *[other] { $name }: limeitwa mara { $count }, mwisho { $at }
    }
fairness-line-never = { $name }: halijaitwa kamwe
fairness-chart = Miito ndani ya { $span }
calendar-needs-file = Tuma kalenda (.ics) katika chumba hiki, na andika amri chini yake au kama jibu lake: !rota import SHIRIKA
calendar-needs-organisation = Ni kalenda ya shirika gani? Andika: !rota import SHIRIKA
calendar-reading = Nasoma kalenda ya { $name }.
calendar-written = Kalenda za { $names } zinafuata, na zamu hadi { $day }.
calendar-not-there = Sikuweza kupata kalenda: haipo tena, haikutumwa kwa usimbaji na mmoja wenu, au ni kubwa kuliko megabaiti moja. Hakuna kilichobadilishwa. Tafadhali itume tena.
calendar-none = Hili si faili la kalenda (.ics) lenye matukio ninayoweza kusoma. Hakuna kilichobadilishwa.
calendar-letters = Kalenda haikuandikwa kwa UTF-8, kwa hiyo siwezi kuwa na uhakika wa majina. Tafadhali itoe kwa UTF-8. Hakuna kilichobadilishwa.
calendar-answer = Faili hili ni jibu la mwaliko, si kalenda. Hakuna kilichobadilishwa.
calendar-cut-off = Mwisho wa kalenda haupo, au sehemu yake imepotea. Hakuna kilichobadilishwa. Tafadhali itoe tena.
calendar-too-much = Nimeacha kusoma kalenda hii: ilichukua muda mrefu mno, ilikuwa kubwa mno, au nilisimamishwa mwenyewe. Hakuna kilichobadilishwa. Ukiituma tena na kusoma yale yale, ina tukio lisiloweza kukokotolewa.
calendar-too-many = Kalenda ina matukio zaidi ya 1,000, au zamu zaidi ya 5,000, katika wiki kumi na mbili zijazo. Hakuna kilichobadilishwa.
calendar-broken = Siwezi kusoma tukio “{ $title }” la kalenda: sehemu yake imeharibika au haipo. Hakuna kilichobadilishwa.
calendar-often = Tukio “{ $title }” la kalenda linarudi mara kadhaa kwa siku, kama kila saa au mara nyingi zaidi. Hakuna kilichobadilishwa.
calendar-rule = Siwezi kukokotoa tukio “{ $title }” la kalenda linarudi lini: sijui kanuni yake, au siku linapoanza si moja ya siku zake. Hakuna kilichobadilishwa.
calendar-empty =
    Kalenda haisemi lolote kuhusu wiki kumi na mbili zijazo. Hakuna kilichobadilishwa kwa { $name }.
    { $counts }
calendar-counts = Matukio katika faili: { $entries }. Yaliyochukuliwa: { $taken }. Yaliyopita: { $over }. Baada ya wiki kumi na mbili: { $later }. Yaliyofutwa: { $off }. Yaliyobadilishwa na toleo jipya: { $replaced }.
calendar-not-taken =
    { $lines }
    Hakuna kilichobadilishwa kwa { $name }.
calendar-unclear =
    { $count ->
        [one] Sijui ni nani anayemaanishwa na tukio { $count } la kalenda: { $names }.
       *[other] Sijui ni nani anayemaanishwa na matukio { $count } ya kalenda, kama vile: { $names }.
    } Kichwa au wageni wa kila tukio wamtaje mtu wa shirika kwa anwani yake.
calendar-declined =
    { $count ->
        [one] Anayetajwa na tukio { $count } la kalenda amekataa, amempa mwingine, au hashiriki: { $names }.
       *[other] Anayetajwa na matukio { $count } ya kalenda amekataa, amempa mwingine, au hashiriki, kama vile: { $names }.
    }
calendar-called-off =
    { $count ->
        [one] Kichwa cha tukio { $count } la kalenda kinataja kufutwa, na sijui kama bado lipo: { $names }.
       *[other] Vichwa vya matukio { $count } ya kalenda vinataja kufutwa, na sijui kama bado yapo, kama vile: { $names }.
    }
calendar-backwards =
    { $count ->
        [one] Tukio { $count } la kalenda halina urefu, au linaisha kabla ya kuanza: { $names }. Kama ni usiku, mwisho wake ni siku inayofuata.
       *[other] Matukio { $count } ya kalenda hayana urefu, au yanaisha kabla ya kuanza, kama vile: { $names }. Kama ni usiku, mwisho wake ni siku inayofuata.
    }
calendar-zone =
    { $count ->
        [one] Tukio { $count } la kalenda lina saa za eneo nisilolijua: { $names }.
       *[other] Matukio { $count } ya kalenda yana saa za eneo nisilolijua, kama vile: { $names }.
    }
calendar-moved =
    { $count ->
        [one] Tukio { $count } la kalenda linahamisha au kuondoa zamu nisiyoipata saa hiyo: { $names }.
       *[other] Matukio { $count } ya kalenda yanahamisha au kuondoa zamu nisiyoipata saa hiyo, kama vile: { $names }.
    }
calendar-taken =
    { $count ->
        [one] { $name } lina zamu { $count } kutoka kalenda, hadi { $day }; yote ya kalenda ya awali yameachwa.
       *[other] { $name } lina zamu { $count } kutoka kalenda, hadi { $day }; yote ya kalenda ya awali yameachwa.
    }
    { $lines }
    { $counts }
shift-there = { $name } ana zamu hii hii tayari.
shift-added =
    { $name } yuko zamu { $words }, kwa saa za { $where }.
    { $lines }
shift-added-first =
    { $name } yuko zamu { $words }, kwa saa za { $where }. Hii ni zamu ya kwanza ya { $organisation }: hadi sasa watu wake wote walikuwa zamu daima.
    { $lines }
shift-no-number = { $name } hana zamu { $number }. Ili kuona namba: !rota { $organisation }
shift-none = { $name } hana zamu.
shift-removed =
    Zamu za { $name } zimebadilishwa.
    { $lines }
shift-removed-last =
    { $organisation } halina zamu zilizopangwa tena, kwa hiyo watu wake wote wako zamu daima.
    { $lines }
override-two-organisations = { $name } na { $other } ni wa mashirika mawili. Mtu humbadilisha mwingine wa shirika lilelile.
override-added =
    { $name } yuko zamu badala ya { $other }: { $times }, kwa saa za { $where }.
    { $lines }
override-added-also =
    { $name } pia yuko zamu: { $times }, kwa saa za { $where }.
    { $lines }
override-none = { $name } hambadilishi mtu.
override-removed =
    { $name } hambadilishi mtu tena.
    { $lines }
file-not-sent = Seva haikupokea faili niliyotaka kuonyesha hapa, picha au kalenda. Ninayosema kwa maneno yamekamilika.
week-ahead =
    Wiki ijayo, kuanzia { $first } hadi { $last }, kwa saa za { $where }:
    { $lines }
    { $gaps }
week-ahead-gaps =
    HAKUNA aliye zamu nyakati hizi; wakati huo watu wote wa shirika wanaitwa:
    { $lines }
week-ahead-no-gap = Kila shirika lina mtu zamu daima.
duty-begins = Zamu yako kwa { $name } inaanza { $starts } na inaendelea hadi { $until }. Tafadhali kaa na simu yako, ikiwa na chaji na sauti. Ukishindwa, mwambie mratibu sasa.
duty-begins-open = Zamu yako kwa { $name } inaanza { $starts }. Tafadhali kaa na simu yako, ikiwa na chaji na sauti. Ukishindwa, mwambie mratibu sasa.
duty-began = Uko zamu kwa { $name } tangu { $starts }, hadi { $until }. Tafadhali kaa na simu yako, ikiwa na chaji na sauti. Ukishindwa, mwambie mratibu sasa.
duty-began-open = Uko zamu kwa { $name } tangu { $starts }. Tafadhali kaa na simu yako, ikiwa na chaji na sauti. Ukishindwa, mwambie mratibu sasa.
