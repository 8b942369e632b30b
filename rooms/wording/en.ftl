### What Vigil says in English. The same sentences, with the same arguments, stand in the other files.
### Commands (!ack) are never translated. Times stand after "at" or "since", lengths of time after "for".

## When: "10:49 (in 1 hour)", "10:49 on Sunday (2 days ago)"; "10:49" alone is this very minute.

clock-today = { $time }
clock-weekday = { $time } on { $day }
clock-date = { $time } on { $date }
moment-now = { $clock }
moment-ahead = { $clock } (in { $span })
moment-past = { $clock } ({ $span } ago)

## To the defender: the fewest words.

need-help =
    I'm here. Do you need help now?
    1 yes
    2 no, just a question
need-help-again =
    I have no answer from you yet. Do you need help now?
    1 yes
    2 no, just a question
taken-as-alert-threat = What you write sounds like danger, so I take it as a call for help. If you are safe, write: safe
taken-as-alert-unanswered = You write, and do not say whether you need help, so I take it as a call for help. If you are safe, write: safe
no-help-needed = All right. When you need help, write: alert. I cannot answer questions; please ask your coordinator.
defender-raised =
    I have your alert. I am looking for { $count ->
        [one] 1 organisation
       *[other] { $count } organisations
    } to help you. What you write or send here, I pass on to them.
defender-raised-unprotected =
    I have your alert. I am looking for { $count ->
        [one] 1 organisation
       *[other] { $count } organisations
    } to help you. What you write or send here, I pass on to them.
    Careful: this chat is not encrypted. Others may be able to read it.
defender-invited =
    { $count ->
        [one] 1 organisation is invited: { $names }.
       *[other] { $count } organisations are invited: { $names }.
    } I will tell you who answers.
defender-called = I am calling { $name } as well.
defender-answered =
    { $count ->
        [one] 1 organisation is on it: { $names }.
       *[other] { $count } organisations are on it: { $names }.
    }
defender-answered-unnamed =
    { $count ->
        [one] 1 organisation is on it.
       *[other] { $count } organisations are on it.
    } I do not name them here, because this chat is not encrypted.
defender-room-refused = I cannot reach the organisations yet. I keep trying, and I am telling the coordinators. If you can, call someone you trust.
defender-withdrawn = { $name } cannot come after all. { $standing }
defender-withdrawn-nobody = { $name } cannot come after all. Nobody is on it now; I am looking for others.
defender-lapsed = I have had no word from { $names } for a while, and do not count on them until they write. { $standing }
defender-lapsed-nobody = I have had no word from { $names } for a while, and do not count on them until they write. Nobody else is on it now; I am looking for others.
defender-deserted = Nobody is coming yet, and I find no other organisation. I am telling the coordinators. If you can, call someone you trust.
defender-relayed = I am passing this on.
defender-relayed-plain = I am passing this on. It came without encryption, so anybody could have written it: it can call for help, but I cannot take it as an answer that you are safe. To answer, please use an encrypted chat with me.
defender-alarm-passed-on = I am alerting all of them again, now.
defender-not-over = Your alert stays open, and I keep asking whether you are safe.
defender-resolved = Your alert is closed. I will not ask you any more. When you need help, write: alert
defender-status-none = No alert of yours is open. When you need help, write: alert
defender-status-on-it =
    Your alert is open. { $count ->
        [one] 1 organisation is on it: { $names }.
       *[other] { $count } organisations are on it: { $names }.
    }
defender-status-waiting =
    Your alert is open. { $count ->
        [0] I am still looking for organisations.
        [one] 1 organisation is called and has not answered yet.
       *[other] { $count } organisations are called and have not answered yet.
    }
defender-status-open = Your alert is open.
defender-call-too = If you can, also call someone you trust.
told =
    Message from { $name }:
    { $text }
told-kept-back = An organisation wants to tell you something. I cannot write it here, because this chat is not encrypted. Please start a new, encrypted chat with me, or wait for a call.
told-corrected =
    { $name } corrects words that I have passed on to you. The right ones are:
    { $text }
brought-in = The organisations invite you into their room: you will find it in your list of chats. Whoever takes your phone could read it. Join only if you want to.
resolution-question =
    One organisation thinks that the danger is over. Is it over?
    { $number } yes
    2 no
resolution-put-again =
    I am passing that on. To close your alert I need the number: is it over?
    { $number } yes
    2 no

## Check-ins. The answer to "safe" is also the answer to the duress word.

check-in =
    Are you safe?
    1 safe
    2 not safe
    3 later (or: later 2h)
check-in-again =
    I have no answer from you yet. Are you safe?
    1 safe
    2 not safe
    3 later (or: later 2h)
check-in-put-again =
    I am passing that on. Now for me: are you safe?
    1 safe
    2 not safe
    3 later (or: later 2h)
check-in-safe = Thank you. I will ask you again at { $at }.
check-in-later = I will ask you again at { $at }.
check-in-later-capped = I may not wait that long. I will ask you again at { $at }.
check-in-not-safe = I am alerting everyone now. Write what you can; I pass it on.

## In direct chats.

direct-room-name = Vigil
stranger = I am Vigil. I do not know you, so I cannot raise an alert for you. I am telling a coordinator that you are here. If you are in danger, please call for help in another way.
direct-welcome = I am Vigil. Your organisation helps defenders in danger. When one of them calls for help, I invite you into a room: join it at once, read there what is needed, and answer. In that room, !help shows what you can do. Please keep this chat: through it your app knows me. There is nothing else to do here.
direct-partner = I am here. Alerts come to partner organisations as invitations to a room. !help shows what else you can do in this chat.
page = ALERT: open { $room }. A defender needs you.
page-again = ALERT: { $room } still waits for you. Open it now: a defender needs you.
page-over = { $room } is over. There is nothing for you to do there.
answers-rest = You write more than I can answer. I read everything, but I answer less for now.
not-protected = This chat is not encrypted, and I cannot change that. Others may be able to read it. Better start a new, encrypted chat with me. In danger, write here all the same: alert
not-handled = I could not handle a message that was sent here at { $at }. Please write it again. I have told the coordinators.
unreadable = I cannot read a message that was sent here at { $at }. Please write it again.
device-left-out-write = One of your phones or computers is not verified, so I do not write to it yet: write me anything on that device, and I will write to it too.
device-not-verified = One of your phones or computers is not verified, so I send nothing to it, and what you write on it has no effect: on that device, open Element, go to Settings, then Sessions, and choose “Verify session”.
not-heard-unsigned = I took no notice of what you wrote, because the phone or computer you wrote on is not verified: on that device, open Element, go to Settings, then Sessions, choose “Verify session”, and write it again.
not-heard-changed = I took no notice of what you wrote, because your identity in Element is not the one that I know: please call a coordinator, who can make sure of you, and then write it again.
withheld = I cannot read what you write here, because your app gives me no key to it: please open my profile in Element and choose “Verify”; go to Settings, then Encryption, and switch off “In encrypted rooms, only send messages to verified users”; then write it again.

## In the alert room: the brief, and how things stand.

room-name = Room { $code }
room-name-over = { $room } (over)
brief =
    ALERT { $code }: { $alias } needs help.
    { $lines }
brief-duress = DURESS WORD: { $alias } may be under force and watched. Do nothing that shows that you know. Do not call or write to { $alias }.
brief-alarm = { $alias } has raised the alarm again.
brief-inferred-threat = { $alias } did not ask for help in so many words: I raised this alert because of what { $alias } wrote.
brief-inferred-unanswered = { $alias } did not ask for help in so many words: I raised this alert because { $alias } wrote again and again and did not answer whether help is needed.
brief-area = Area: { $area }
brief-languages = Languages: { LANGUAGES($languages) }
brief-words = { $alias } wrote at { $at }: “{ $words }”
brief-no-words = { $alias } called for help at { $at } and wrote nothing more.
brief-called = { $alias } called for help at { $at }.
brief-not-protected = The chat with { $alias } is not encrypted: others may read what is sent to { $alias }.
brief-since = { $alias } wrote at { $at }: “{ $words }”
brief-corrected = { $alias } corrected at { $at }: “{ $words }”
brief-reply = { $alias } wrote at { $at }, in reply to “{ $quotes }”: “{ $words }”
brief-unverified = { $alias } writes from a device that is not verified: it could be somebody else's.
brief-identity-changed = The identity of { $alias } has changed: whoever writes as { $alias } may be somebody else. Until a coordinator has made sure, I tell { $alias } nothing of your plans.
brief-answer =
    Please answer now:
    !ack – we are on it
    !pass – we cannot
    !help shows what else you can do here.
status =
    { $code }, { $alias }
    { $lines }
status-raised = Raised at { $at }.
status-on-it =
    { $count ->
        [one] 1 organisation is on it: { $names }.
       *[other] { $count } organisations are on it: { $names }.
    }
status-nobody = Nobody is on it yet.
status-waiting = No answer yet: { $names }.
status-passed = Cannot help: { $names }.
status-lapsed = No word for long, and no answer since: { $names }.
status-released = No longer needed: { $names }.
status-doubted = Identity changed, and nobody has made sure yet: { $names }.
status-lead = Lead: { $lead }.
status-note = Note by { $by }: { $text }
status-proposal = { $by } thinks that it is over: “{ $reason }”. Another organisation answers: !confirm { $number } or !deny
status-resolved = Closed at { $at }.
status-asked = { $alias } was asked at { $at } and has not answered yet.
status-not-asked = { $alias } could not be asked yet: my question, of { $at }, has not arrived.
status-next = { $alias } will be asked again at { $at }.
status-said-safe = { $alias } answered at { $at }: safe.
status-said-not-safe = { $alias } answered at { $at }: NOT safe.
status-said-later = { $alias } answered at { $at }: later.
status-said-duress = { $alias } wrote the duress word at { $at }. What { $alias } writes may be forced. Do nothing that shows that you know.

## In the alert room: who comes.

acknowledged = { $name } is on it. { $standing }
passed = { $name } cannot. { $standing }
passed-because = { $name } cannot: “{ $why }”. { $standing }
on-it =
    { $count ->
        [one] { $count } of { $wanted } is on it.
       *[other] { $count } of { $wanted } are on it.
    }
on-it-waiting =
    { $count ->
        [one] { $count } of { $wanted } is on it; waiting for { $names }.
       *[other] { $count } of { $wanted } are on it; waiting for { $names }.
    }
nudge = { $name }, I have not counted that as an answer. Please write: !ack (we are on it) or !pass (we cannot)
organisation-called = I am calling { $name }.
organisation-called-by = { $by } asks me to call { $name }. I am calling them.
called-again = { $name }, I am asking you once more: can you come? Please answer: !ack or !pass
called-again-by = { $name }, { $by } asks you once more: can you come? Please answer: !ack or !pass
organisation-gone = Nobody at { $name } can be reached here.
acknowledgement-overdue = { $name }, there is no answer from you yet. Please answer: !ack or !pass
others-asked = No answer from { $name } yet. I am asking their other people as well.
fallback-asked = Still no answer from { $name }. I am asking whoever they have named for such a case.
organisation-silent = { $name } did not answer in time. They are still welcome.
escalated = { $by } does not want to wait any longer. I am taking the next step now.
still-on-it = { $names }, are you still on it? I have heard nothing from you for long. Any word here is enough.
still-on-it-again = { $name }, are you still on it? Please write a word here.
still-on-it-lapsed = I no longer count on { $names }: there was no answer. A word from them brings them back.
still-on-it-back = { $name } is on it again.
released = { $by } says that { $name } is no longer needed. { $standing }
level-changed = { $by } has set the level to { $level }: “{ $why }”. !policy shows what that means.
handover-asked = { $by } would like { $to } to take over. { $to }, please answer: !accept or !decline
handover-accepted = { $name } takes over from { $before }. { $standing }
handover-accepted-inside = { $name } has handed over to another of its people, and stays on it.
handover-declined = { $name } does not take over. { $by }, you are still on it.
handover-lapsed = { $name } has not answered whether they take over. { $by }, you are still on it.
alert-nearby = There is another alert nearby: { $code }. The coordinators know of both.
merged = The coordinators have put this alert together with { $code }: the organisations of each are called to the other. Here it is still { $alias } whom we look after; nothing that { $alias } writes goes to the other room, and nothing from there comes here.
rota-exhausted = There is no other organisation left to call. I am telling the coordinators.
invitation-failed = I could not invite { $names }. I am telling the coordinators. If you can reach them, please do.
invitation-waits = My invitation to { $names } cannot go out yet. I keep trying. If you can reach them, please do.
cannot-read = { $names } cannot read this room yet. I am telling the coordinators. If you can reach them, ask them to open Element.
can-read = { $names } can read this room now.
cannot-read-unverified = { $names } cannot read this room yet: they have not verified their device. I am telling the coordinators. If you can reach them, ask them to verify it in Element.
device-left-out = A device of { $names } cannot read this yet: it is not verified. I am telling its owner what to do.
not-heard-in-room = { $name }: what was just written here in your name does not count, because the phone or computer it came from is not verified. If it is yours: on that device, open Element, go to Settings, then Sessions, choose “Verify session”, and write it again.
identity-changed = The identity of { $names } has changed: it may be a new phone, or somebody else. Until a coordinator has made sure, they no longer read what I write here, and what they write does not count. If you can, call them.
identity-settled = A coordinator has made sure of { $names }: they read here again, and what they write counts.
organisation-cut-off = Nobody has made sure of { $name } yet, and I cannot reach them here. If you can, call them. I am looking for another organisation as well.
people-suspended = The coordinators have suspended { $names }. I am removing them from this room, and they cannot read what I write from now on.
people-reinstated = The coordinators let { $names } take part again. I am inviting them.
proposal-lapsed = That it is over was proposed by { $by }, and I cannot rely on whoever wrote it. The proposal no longer counts, and the alert goes on.

## In the alert room: when somebody meddles with it.

intruder = { $person } was let into this room without me. I am removing them, and they cannot read what I write.
room-altered = Somebody else has changed this room: { $what }. I am setting it right. What I write stays encrypted for you alone.
room-replaced = Somebody has marked this room as closed and replaced by another one. That was not me: do not go there, and go on writing here.
room-unheard = Since { $since } a part of what was written to me about this alert has been missing: the other server does not hand it over. I go on asking for it. Until { $until } I take nobody's silence for a silence; from then on I do again. If you can call the person who needs help, please call now.
altered-encryption = its encryption
altered-powers = who may do what in it
altered-history = who can read what was written earlier
altered-entry = who may come in
altered-servers = which servers take part
altered-successor = it is marked as replaced by another room

## In the alert room: what the defender sends and answers.

relay-text = { $alias }: { $text }
relay-edited = { $alias } (corrected): { $text }
relay-reply =
    { $alias }, in reply to “{ $quotes }”:
    { $text }
relay-other = { $alias } sent something that I cannot show here: { $text }
relay-picture = Picture from { $alias }
relay-video = Video from { $alias }
relay-voice = Voice message from { $alias }
relay-file = File from { $alias }
relay-location = Location from { $alias }
relay-place =
    { $place }
    { $latitude }, { $longitude }
    { $link }
relay-unprotected =
    NOT ENCRYPTED, so perhaps written by somebody else:
    { $text }
relay-late =
    LATE, so it answers nothing that I asked since:
    { $text }
unreadable-in-room = { $alias } sent something at { $at } that I cannot read. I am asking for it again.
cannot-write = I can no longer write to { $alias }. Who can reach { $alias } in another way?
defender-cannot-read = { $alias } cannot read what I write: it reaches no phone of theirs. Who can reach { $alias } in another way?
defender-can-read = { $alias } can read what I write again.
defender-unverified = { $alias } writes from a device that is not verified: it could be somebody else's. I pass everything on all the same.
defender-verified = { $alias } writes from a verified device again.
identity-changed-defender = The identity of { $alias } has changed: it may be a new phone, or somebody else. Before you believe what is written, ask a question that only { $alias } can answer, and give the coordinators the result. Until they have made sure, I tell { $alias } nothing of your plans.
identity-changed-duress = The identity of { $alias } has changed: it may be a new phone, or somebody else. Do nothing that shows that you know. Until a coordinator has made sure, I tell { $alias } nothing of your plans.
plans-kept-back = I have not passed on to { $alias } what I last wanted to tell of your plans: no phone there is vouched for by the identity that I know. Who can reach { $alias } in another way?
device-left-out-defender = { $alias } has another phone or computer that is not verified. I write to it once { $alias } has written to me on it.
identity-settled-defender = A coordinator has made sure that it is { $alias } who writes. I tell { $alias } again who answers, and pass on what you say with !tell.
reads-along-again = From now on { $alias } can again read what you write here.
alarm-again = ALARM! { $alias } is calling for help again. Who can act now? Answer: !take
answered-safe = { $alias } answers: safe (“{ $words }”).
answered-later = { $alias } wants to be asked later (“{ $words }”). I will ask at { $at }.
answered-not-safe =
    ALARM! { $alias } is NOT safe: “{ $words }”
    Who can act now? Answer: !take
answered-duress =
    SILENT ALARM! { $alias } wrote the duress word: “{ $words }”
    { $alias } may be under force and watched. I am answering as if all were well. Do nothing that shows that you know: do not call or write to { $alias }.
    Who can act now? Answer: !take
alarm-unheeded = Nobody has taken on the alarm of { $alias }, of { $at }. Who can act now? Answer: !take
alarm-unheeded-calling = Nobody has taken on the alarm of { $alias }, of { $at }. I am looking for another organisation and telling the coordinators. Who can act now? Answer: !take
alarm-unheeded-duress = SILENT ALARM of { $at }: nobody has taken it on. { $alias } may be under force and watched: do nothing that shows that you know. Who can act now? Answer: !take
alarm-taken = { $by } acts on the alarm of { $alias }.
check-in-asked = { $by } wants to know: I am asking { $alias } now.
check-in-every = { $by } has decided: from now on I wait { $every } before I ask { $alias } again.
check-in-every-longer = { $by } has decided: from now on I wait { $every } before I ask { $alias } again, instead of { $usual }. Whoever does not agree changes it: !checkin every 30m
check-in-taken = { $by } is calling { $alias }. I will ask { $alias } again at { $at }.
ladder-asked-again = { $alias } was asked at { $at } and has not answered. I am asking again.
ladder-who-will-call = No answer from { $alias } since { $at }. Who is calling { $alias }? Answer: !take
ladder-calling-another = Still no answer from { $alias } since { $at }. I am looking for another organisation and telling the coordinators. Who is calling { $alias }? Answer: !take
ladder-not-gone-out = I cannot reach { $alias }: my question, of { $at }, has not gone out. Who is calling { $alias }? Answer: !take
ladder-cannot-read = I cannot reach { $alias }: my question, of { $at }, can be read on no phone of theirs. Who is calling { $alias }? Answer: !take
ladder-cannot-write = I cannot reach { $alias }: the server does not take my question, of { $at }. Who is calling { $alias }? Answer: !take

## In the alert room: the work.

update = Nobody has written here for { $every }. How do things stand?
update-lead = { $lead }, you lead: how do things stand? Nobody has written here for { $every }.
lead-taken = { $lead } leads now.
noted = The note by { $by } is kept. Those who are called later will read it.
note-corrected = The note by { $by } is corrected. Those who are called later will read only the new one.
policy =
    Room { $code } goes by “{ $level }”. Whoever does not answer:
    { $lines }
policy-remind = After { $span } I remind them.
policy-others = After { $span } more I ask their other people.
policy-fallback = After { $span } more I ask whoever they have named for such a case.
policy-next = After { $span } more I call the next organisation.
policy-quorum-anchor = It is enough when the anchor is on it, and others: { $count }.
policy-quorum = It is enough when so many are on it: { $count }.
policy-still-on-it = Whoever is on it and says nothing for { $span } is asked again.
policy-enough = Now it is enough.
policy-not-enough = Now it is not enough yet.
why =
    Why I called whom, room { $code }:
    { $lines }
why-line = { $name }: { $reasons }.
why-more = { $reasons }; { $another }
why-anchor = the anchor
why-stands-in = stands in for the anchor
why-area = works in this area
why-language = speaks one of the languages
why-offers = offers what is needed
why-fewest-calls = called least of late
why-longest-ago = called longest ago
why-even = as good as others; the order of the list decided
why-nobody-else = no other that fits as well was left
why-merged = works on an alert that this one was put together with
why-by = { $by } asked for them
why-unknown = the reason was not kept
told-room = I am passing it on to { $alias }.
told-room-unread = I am trying to pass it on, but I cannot reach { $alias } now. Who can reach { $alias } in another way?
brought-in-room = { $by } wants { $alias } here: I am inviting { $alias } into this room. From now on { $alias } can read what you write.

## In the alert room: the end.

resolution-proposed =
    { $by } thinks that it is over: “{ $reason }”
    Another organisation has to agree. Answer: !confirm { $number }, or !deny and why. Until then everything goes on.
resolution-reminder = { $by } thinks that it is over, and nobody has answered. Do you agree? Answer: !confirm { $number }, or !deny and why
resolution-denied = For { $by } it is not over. The alert goes on.
resolution-denied-because = For { $by } it is not over: “{ $why }”. The alert goes on.
resolved = { $by } agrees. The alert is closed. You can still write here for { $cooling }.
room-locked = This room can now only be read. { $retention } after the end of the alert I will leave it and erase my record.

## What cannot be done, to whoever asked for it.

answer-is-older = This was sent at { $at }, and I asked only later. If you still mean it, please write it once more.
came-late = This came late: you have written something since that came before it. If you still mean it, please write it once more.
unknown-command = I do not know !{ $word }. Did you mean { $nearest }?
command-corrected = You have corrected a message that I have acted on already, or no longer know. I do not act on it once more. If you mean something else, write it as a new message.
command-needs = That is not complete. Write: { $usage } – { $what }
checkin-every-bounds = Please choose between { $least } and { $most }, for example: !checkin every 30m
not-allowed = You cannot do that here.
reply-to-old =
    That message is from { $at }, and more has happened since. I act on how things stand now:
    { $lines }
not-called = Only an organisation that was called can do that.
already-on-it = { $organisation } is on it already.
already-passed = { $organisation } has said already that it cannot. If you can help after all: !ack
already-released = { $organisation } was said already to be no longer needed.
nobody-left-to-call = There is no other organisation left to call.
nobody-left-who-offers = Nobody who is left to be called offers this: { $offer }.
cannot-be-called = { $organisation } cannot be called for this alert.
no-such-organisation = I know no organisation called “{ $name }”, so I have done nothing.
no-such-organisation-nearest = I know no organisation called “{ $name }”, so I have done nothing. Did you mean { $nearest }?
no-such-level = There is no such level. There are: { $names }.
level-already = The level is { $level } already.
handover-not-on-it = Only an organisation that is on it can hand over.
handover-not-here = That person is not in this room. Write !handover and the name of an organisation.
handover-to-yourself = That is yourselves. Write !handover and the name of another organisation, or the Matrix address of a colleague.
nothing-handed-over = Nobody is handing over to you now, so I have done nothing: you are on it. If you cannot come after all: !pass
already-proposed = This is proposed already. Answer: !confirm { $number }, or !deny and why
already-resolved = This alert is closed.
already-brought-in = { $alias } is invited already.
nothing-proposed = Nobody has proposed to close this alert. To propose it, write !resolve and why.
nothing-to-take = I am not waiting for an answer from { $alias }, and no alarm waits for somebody, so there is nothing to take on.
needs-another = It was { $organisation } that proposed it. Another organisation has to agree: !confirm { $number }
confirm-the-number = { $by } thinks that it is over: “{ $reason }”. If you agree, please write the number of this proposal too: !confirm { $number }
lead-not-here = Only somebody of the organisations that were called can lead. Write !lead me, or !lead and the person's Matrix address.
check-in-running = { $alias } was asked at { $at }, and I am waiting for the answer.
covert-no-check-in = { $alias } may be watched. Nothing must show that there is an alert, so I am not asking.
covert-no-tell = { $alias } may be watched. Nothing must show that there is an alert, so I am not passing this on.
covert-no-bring-in = { $alias } may be watched. Nothing must show that there is an alert, so I am not sending an invitation.
doubted-no-tell = The identity of { $alias } has changed, so I do not know who would read it, and I am not passing it on. Somebody has to ask a question that only { $alias } can answer; when a coordinator has confirmed it with !trust, I pass things on again.
doubted-no-bring-in = The identity of { $alias } has changed, so I do not know who would come, and I am not sending an invitation. Somebody has to ask a question that only { $alias } can answer; then a coordinator confirms it with !trust.

## To the coordinators: how alerts go, never what is in them.

coordination-room-name = Coordination
coordination-raised = Alert { $code } is raised.
coordination-resolved = Alert { $code } is closed. Pings sent in it: { $count }.
coordination-exhausted = Alert { $code }: more organisations are needed, and none is left to call. Please find help.
coordination-exhausted-silent = Alert { $code }: more organisations are needed, and none is left to call. No answer yet from { $names }. I go on asking those of them whom I can reach here: please call them all, and find help.
coordination-gap = Alert { $code }: nobody of { $name } is on duty now, so I am calling all of their people.
coordination-lapsed = Alert { $code }: I do not count on { $names } any more: they said that they are on it, and no longer answer me.
coordination-level = Alert { $code }: the partners have set the level to { $level }.
with-telephones =
    { $text }
    { $lines }
telephones-line = Telephone of { $name }: { $numbers }
coordination-merged = { $text } It was worked on together with { $names }.
merge-ask =
    Alerts { $code } and { $other } are to be put together. Each keeps its own room and its own defender, and those who are called read its brief:
    { $lines }
merge-done =
    Alerts { $code } and { $other } are put together. Each keeps its own room and its own defender.
    { $lines }
merge-calls = To { $code } as well: { $names }
merge-nobody = To { $code } as well: nobody. All of them are there already, or excluded, away or suspended.
merge-itself = These are the same alert. Write the codes of two.
merge-exercise = { $code } is an exercise.
merge-closed = { $code } is closed. Both have to be open.
merge-already = { $code } and { $other } are put together already.
coordination-cluster = Alerts { $code } and { $other } are in the same area. They may belong together.
coordination-room-refused = Alert { $code }: I cannot get a room from the server, so no organisation is invited yet. I keep trying. Please see to it now.
coordination-invitation-failed = Alert { $code }: I could not invite { $names }. Please reach them in another way.
coordination-invitation-waits = Alert { $code }: the invitation of { $names } cannot go out yet, since their server does not answer. I keep trying. Please reach them in another way.
coordination-cannot-read = Alert { $code }: { $names } cannot read the room. Please ask them to open Element.
coordination-can-read = Alert { $code }: { $names } can read the room now.
coordination-cannot-read-unverified = Alert { $code }: { $names } cannot read the room, since they have not verified their device. Please ask them to verify it in Element.
coordination-cut-off = Alert { $code }: nobody has made sure yet that it is { $name } who writes as { $name }. They cannot read the room, and I am looking for another organisation. Please call them, and confirm it with !trust.
coordination-intruder = Alert { $code }: { $person } was let into the alert room without me. I am removing them; they cannot read what I write. Please find out how that came about.
coordination-room-altered = Alert { $code }: somebody else has changed the alert room: { $what }. I am setting it right. Please find out who did it.
coordination-silent = Alert { $code }: no answer from { $name } in time.
coordination-check-in-missed = Alert { $code }: the defender was asked at { $at } and has not answered. I am looking for another organisation.
coordination-duress = Alert { $code }: DURESS WORD. The defender may be under force, and can read the alert room, so I say nothing there. Please tell the organisations now, in another way: { $names }. Ask them to write nothing about it in the room.
coordination-duress-unheard = Alert { $code }: DURESS WORD. The defender may be under force, and no organisation is in the room yet. Please call the organisations now. Do not call or write to the defender.
coordination-alarm = Alert { $code }: the defender is calling for help again, and no organisation is in the room yet. Please call the organisations now.
coordination-alarm-unheeded = Alert { $code }: the defender raised the alarm at { $at }, and no organisation has said that it acts on it. I am looking for another one. Please call the organisations now.
coordination-duress-unheeded = Alert { $code }: the defender wrote the DURESS WORD at { $at }, and no organisation has said that it acts on it. I am looking for another one. Please call the organisations now. Do not call or write to the defender.
coordination-not-asked = Alert { $code }: my question to the defender, of { $at }, has not arrived. Please find out whether the defender is safe.
coordination-defender-cannot-read = Alert { $code }: the defender cannot read what I write, since it reaches no phone of theirs. Please find out whether the defender is safe.
coordination-defender-can-read = Alert { $code }: the defender can read what I write again.
coordination-unanswered = { $alias } wrote to me, and has not answered for two minutes whether help is needed. I have asked once more. Please find out whether { $alias } is safe.
coordination-unreadable = I cannot read what { $alias } wrote to me. I am asking for it again. Please find out whether { $alias } is safe.
coordination-withheld = I cannot read what { $name } writes: the app of { $name } gives me no key to it, and does not show that to { $name }. Please reach { $name } in another way, and help to verify me in Element.
coordination-attack = POSSIBLE ATTACK. { $place }, in the name of { $name }: { $what }. I took no notice of it. Please find out in another way whether it came from { $name }.
coordination-attack-again =
    POSSIBLE ATTACK. { $place }, last in the name of { $name }: { $what }. It has happened { $number ->
        [one] once more
       *[other] { $number } more times
    } since I told you. I took no notice of it.
encryption-hidden = POSSIBLE ATTACK. The chat of { $name } is encrypted, and the server hides that. I write there with encryption only. What comes there without it can call for help, and nothing else. Please make sure in another way that { $name } is safe.
attack-in-chat = The chat of { $name }
attack-in-coordination = The coordination room
attack-plaintext = a message came without encryption, as only a forger or a broken app sends it
attack-relabelled = a message was shown as theirs that somebody else wrote
attack-state = a message pretended to change the room
attack-wrong-room = a message from another room was put here
attack-tampered = a message was changed on its way
attack-replayed = an old message was sent once more
attack-edited = somebody tried to change a message of another person
attack-changed-identity = somebody wrote whose identity has changed, and no coordinator has confirmed the new one
coordination-stranger = { $person } has opened a chat with me and is not enrolled.
coordination-cannot-write = Alert { $code }: I can no longer write to the defender. Please find out whether the defender is safe.
coordination-room-closed = Alert { $code }: I can no longer write in the alert room. Please see to it now, and reach the organisations in another way.
coordination-not-invited = I could not invite { $person } into this room. Please reach them in another way.
coordination-cannot-join = { $person } has asked me into a chat that I cannot enter. Please ask them to begin a new chat with me.
coordination-not-locked = Alert { $code }: the alert is closed, and the server does not let me close its room for writing. Whatever is written there now, I no longer follow.
coordination-was-deaf = I was cut off from the server: it began at { $since } and was over at { $until }. I am handling now what people wrote to me in that time. { $due }
coordination-strangers-many = Very many people who are not enrolled are calling for help in chats with me. I name no more of them for an hour; perhaps it is a program.
coordination-unheard = Alert { $code }: since { $since } a part of what was written to me has been missing, because another server does not hand it over. I go on asking for it. Until { $until } I take nobody's silence there for a silence.
coordination-was-down = I was not running, or was cut off from the server: it began at { $since } and was over at { $until }. I am handling now what people wrote to me in that time. { $due }
meanwhile-nothing-due = Nothing that I had to do in an alert fell due meanwhile.
meanwhile-due =
    { $count ->
        [one] { $count } thing that I had to do fell due meanwhile; if it is still needed, it follows now. Alert: { $alerts }
       *[other] { $count } things that I had to do fell due meanwhile; those that are still needed follow now. Alerts: { $alerts }
    }
coordination-clock-forward = The clock of my machine was set forward by { $span }. Whatever was to happen in between happens now. Please check that the machine shows the right time.
coordination-clock-back = The clock of my machine was set back by { $span }. I do not go back with it, so nothing is asked twice and nothing is left out. The times of day that I name are now ahead of the machine's by { $ahead }, and come together with them again by and by. Please check that the machine shows the right time.
coordination-clock-leap = The clock of my machine was set forward by { $span }. My homeserver does not bear that out, so I do not follow it: I go on at the usual pace, by the time that I had. Please set the clock of the machine right. If it is right now, start me again once the homeserver shows the same time.
coordination-clock-leap-over = The clock of my machine has come back from its leap, to about the time that I had. Nothing was erased or asked because of it.
coordination-clock-followed = The clock of my machine was set forward by { $span }, and my homeserver shows the same time, so I go by it now. In case both are wrong I erase nothing and close no room until { $until }. Please check before then that the machine shows the right time.
coordination-clock-set-right = The clock of my machine was wrong, and I went by it; it is right again, { $span } earlier, and my homeserver agrees. I go by the right time from now on: nothing is asked twice, and nothing is left out.
coordination-set-aside = Something that I have to do fails again and again, by a fault in my program. I have set it aside, and go on with everything else. Please look at how the open alerts stand, and call whoever runs me.
coordination-set-aside-action = Alert { $code }: something that I have to send or do fails again and again, by a fault in my program. I have set it aside, and go on with everything else. Please look at how this alert stands, and call whoever runs me.
coordination-set-aside-alert = Alert { $code }: something that came in fails again and again, by a fault in my program. I have set it aside, and go on with everything else. Please ask in another way how this alert stands, and call whoever runs me.
coordination-set-aside-more = Alert { $code }: by now I have set aside { $count } things by the same kind of fault. What I have asked you to do about this alert is still needed.
coordination-set-aside-timer = Alert { $code }: a question or a deadline that is due fails again and again, by a fault in my program. I have set it aside, and go on with everything else. Please watch over this alert yourselves, and call whoever runs me.
coordination-set-aside-words = I cannot handle what { $name } wrote to me at { $at }, by a fault in my program. Please ask { $name } in another way now, and call whoever runs me.
coordination-unwell =
    I am not working as I should:
    { $lines }
    Please look at how the open alerts stand, and call whoever runs me.
coordination-well-again = All is in order with me again.
unwell-timers =
    { $count ->
        [one] { $count } question or deadline is late. It was due at { $at }.
       *[other] { $count } questions or deadlines are late. The first was due at { $at }.
    }
unwell-actions =
    { $count ->
        [one] { $count } message or other action of mine does not get through. It has waited since { $at }.
       *[other] { $count } messages or other actions of mine do not get through. The first has waited since { $at }.
    }
unwell-messages =
    { $count ->
        [one] { $count } message that came in is not handled. It came at { $at }.
       *[other] { $count } messages that came in are not handled. The first came at { $at }.
    }
unwell-sync = I have heard nothing from the server since { $at }.
coordination-disk-low = The disk of the machine that I run on is nearly full: { $megabytes } MB are left. Please have room made on it, or I will have to stop.
coordination-disk-full = THE DISK IS FULL on the machine that I run on. I am living on my last reserve; when that is used up, I stop, and then nobody is called and nobody is asked. Please have room made on it now.
coordination-disk-well = There is enough room on my disk again.
coordination-disk-stopped = I AM STOPPING: my disk takes nothing any more. Until I write here that I am back, nobody is called and nobody is asked: please look after the open alerts yourselves, and have the machine that I run on seen to now.
coordination-disk-back = I am back: my disk takes what I write again. I am handling now what people wrote to me in the meantime, and what fell due.
coordination-copy-refused = POSSIBLE ATTACK. Somebody has started a copy of me, with my keys. I have refused it, and I go on. If it was none of you, somebody has got hold of my data: please have the machine that I run on seen to now.
coordination-set-back = The server that I am on has been set back to an earlier state: what was written before that may be missing from it, messages, invitations and whole rooms. I have asked it for everything anew. Please look at the open alerts now, and ask the organisations and the defenders whether anything of theirs is missing.
coordination-new-device = The keys of my device were lost, so I have logged in as a new device, and logged the old one out. You need not verify me again. Whoever comes into an alert room only now cannot be given what I said there before.
coordination-restored = My data were lost, and I go on from a backup made at { $at }. Whoever called for help after that, and whatever was said to me, I may not know: please ask the organisations and the defenders, and let them write it to me again.
room-restored = I go on from a backup made at { $at }. What was said in this room after that I do not know any more: please answer again with the commands, such as !ack, and write again what I am to pass on. What I know is this:
coordination-welcome = Hello. I am Vigil, and this is the coordinators' room: here I say who calls for help, who answers, and what is wrong with me. You can ask me with !help.
coordination-devices-of-before =
    { $count ->
        [one] When I started here for the first time, { $count } more device was logged in on my account: the one by which it was made, or one that I was before. I have logged it out.
       *[other] When I started here for the first time, { $count } more devices were logged in on my account: those by which it was made, or that I was before. I have logged them out.
    } If it was none of you, please change my password.
coordination-devices-retired =
    { $count ->
        [one] { $count } more device was logged in on my account. I have logged it out.
       *[other] { $count } more devices were logged in on my account. I have logged them out.
    } If it was none of you, somebody knows my password: please change it now.
coordination-devices-found =
    { $count ->
        [one] { $count } more device is logged in on my account, and I have no password to log it out with.
       *[other] { $count } more devices are logged in on my account, and I have no password to log them out with.
    } Please do it for me. If it was none of you, somebody has got into my account: please change its password now.
coordination-status =
    Open alerts: { $alerts }
    Messages waiting to be sent: { $unsent }
    Reminders overdue: { $overdue }
    Partner organisations: { $organisations }
    Defenders: { $defenders }
alerts =
    Open alerts:
    { $lines }
alerts-none = No alert is open.
alerts-line = { $code }: { $state }, for { $age }. On it: { $names }.
alerts-line-nobody = { $code }: { $state }, for { $age }. Nobody is on it yet.
state-raised = being opened
state-active = open
state-resolving = one organisation thinks that it is over
state-resolved = closed
alerts-all =
    Open and closed alerts:
    { $lines }
alerts-none-at-all = There is no alert, open or closed.
alerts-none-in-area = No such alert in { $area }.
alerts-line-closed = { $code }: closed at { $at }.
alerts-area-unknown = I know no area { $area }. Areas: { $names }
alerts-area-nearest = I know no area { $area }. Did you mean { $nearest }?
alert-unknown = I know no alert { $code }. The alerts that I know: !alerts all. To raise one for somebody who has called you: !on-behalf ALIAS: …
alert-nearest = I know no alert { $code }. Did you mean { $nearest }?
one-alert =
    Alert { $code }
    { $lines }
one-alert-state = { $state }; raised at { $at }.
one-alert-enough = Enough organisations were on it after { $span }.
one-alert-not-enough = Not enough organisations are on it yet.
one-alert-on-it = { $name }: on it. Answered after { $span }.
one-alert-lapsed = { $name }: was on it, and no longer answers whether it still is.
one-alert-passed = { $name }: cannot come. Answered after { $span }.
one-alert-released = { $name }: the others manage without it.
one-alert-unreachable = { $name }: cannot be reached.
one-alert-waiting = { $name }: no answer. Called at { $at }.
one-alert-level = Level: { $level }
one-alert-check-ins = Check-ins asked: { $asked }, without an answer in time: { $missed }
one-alert-merged = Worked on together with: { $names }
one-alert-nearby = Other alerts nearby: { $names }
one-alert-pings =
    { $count ->
        [one] People were mentioned { $count } time.
       *[other] People were mentioned { $count } times.
    }
organisations =
    Partner organisations:
    { $lines }
organisations-line =
    { $name }: { $people ->
        [one] 1 person
       *[other] { $people } people
    }. Areas: { $areas }. Last called at { $at }.
organisations-line-never =
    { $name }: { $people ->
        [one] 1 person
       *[other] { $people } people
    }. Areas: { $areas }. Never called.
defenders =
    Defenders:
    { $lines }
defenders-none = No defender is enrolled.
defenders-line = { $alias }. Area: { $area }
who-partner = { $organisation }, { $person }
who-defender = { $alias }
who-coordinator = Coordinator { $person }
who-enrolling = somebody who is enrolling
people =
    The people I know, and the fingerprint of each:
    { $lines }
people-nobody = { $who }: nobody there yet.
people-unsigned-only = { $who }: nobody there yet whom I could trust. They have Element, and have not set up verification in it.
people-pinned = { $who }: seen, not verified by you. { $fingerprint }
people-verified = { $who }: verified. { $fingerprint }
people-changed = { $who }: CHANGED, and waiting for you. Before: { $pin }. Now: { $current }
people-unsigned =
    { $count ->
        [one] 1 of their devices is not verified.
       *[other] { $count } of their devices are not verified.
    }
coordination-pinned =
    I have met these people for the first time. These are their fingerprints, by which I know them from now on:
    { $lines }
pinned-line = { $who }: { $fingerprint }
coordination-key-changed =
    IDENTITY CHANGED: { $who }. I send nothing to them, and follow none of their commands.
    Before: { $pin }
    Now: { $current }
    Call them. If they have set up Element anew, write !verify { $word } and compare emoji with them, or write !trust { $word } and the fingerprint that they read to you. If they have not, somebody else is using their account: !suspend { $word }
coordination-key-changed-defender =
    IDENTITY CHANGED: { $who }. I still take what they write, and tell them nothing of any plan.
    Before: { $pin }
    Now: { $current }
    Call them. If they have set up Element anew, write !verify { $word } and compare emoji with them, or write !trust { $word } and the fingerprint that they read to you. If they have not, somebody else is using their account.
coordination-key-hidden = IDENTITY HIDDEN: the server no longer shows any phone or computer of { $who } that the known identity vouches for. I still take what they write, and tell them nothing of any plan. Please call them and find out whether they have a new phone, or whether somebody has meddled with it.
coordination-key-is-back =
    IDENTITY CHANGED: { $who } has the earlier fingerprint again: { $pin }. Somebody has meddled with it, so I still wait for you. Call them, and when you have made sure, write !trust { $word } and the fingerprint that they read to you.
coordination-key-flickers =
    IDENTITY CHANGED: { $who }, { $number ->
        [one] once more
       *[other] { $number } more times
    } since I told you. Somebody may be meddling with it, so I still wait for you. Now: { $current }
coordination-not-verified =
    These people have a phone or computer that they have not verified, so I send nothing to it. I have told them what to do. Please help them with it:
    { $lines }
not-verified-line = { $who }
not-verified-line-wrote = { $who }: has written on it already, and I took no notice. If it is not theirs, somebody else is using their account.
coordination-not-heard = { $who } has written on a phone or computer that is not verified, and I took no notice of it. I have told them what to do. Please help them with it. If the device is not theirs, somebody else is using their account.
coordination-not-signed = I could not put my signature under the identity of { $who }: it is another one again. Please look at !people.
trust-how = Write !trust, the person as !people shows them, and the fingerprint that they have read to you themselves, in person or on the telephone. Do not copy it from !people: that would prove nothing. Comparing emoji is easier: !verify and the person
trust-nobody = I know nobody of that name. !people shows whom I know.
trust-no-key = I have seen no identity of { $who } yet. Ask them to set up verification in Element: Settings, then Encryption.
trust-old-key = That is the fingerprint which { $who } had before. The server shows another one now, so I still send nothing. Ask them to read you the one of today.
trust-other-key = That is not the fingerprint that the server shows for { $who }, so nothing has changed. Let them read it to you again, capital and small letters too. If it still differs, somebody may be between you: do not trust it, and reach them in another way.
trust-done = { $who } is verified: { $fingerprint }
trust-by-hand = { $who } was confirmed on my own machine, by “vigil identity trust”: { $fingerprint }
organisations-paused = Paused: { $names }
organisations-suspended = Suspended: { $names }
suspend-done =
    { $subject } is suspended: I call them for no alert, and from now on they can read nothing that I write. { $count ->
        [0] They were in no alert room.
        [one] I am removing them from 1 alert room.
       *[other] I am removing them from { $count } alert rooms.
    } To undo it, write !reinstate { $subject }
suspend-already = { $subject } is suspended already.
suspend-yourself = You cannot suspend yourself. Please ask another coordinator to do it.
suspend-defender = { $alias } is a defender. If somebody else may be writing in the name of { $alias }, tell the organisations, and write: !defender suspend { $alias }
suspend-nearest = I know nobody called “{ $subject }”, so I have done nothing. Did you mean { $nearest }?
suspend-unknown = I know nobody called “{ $subject }”, so I have done nothing. !people and !organisations show whom I know.
reinstate-ask = { $subject } is to take part again: I call them for alerts, and invite them again where I removed them from an open alert.
reinstate-done = { $subject } takes part again from now on: I can call them for alerts, and I invite them again where I removed them from an open alert.
reinstate-done-but = { $subject } is no longer suspended alone, but { $organisation } still is. For the whole organisation write !reinstate { $organisation }
reinstate-organisation = { $subject } is suspended together with { $organisation }. For the whole organisation write !reinstate { $organisation }
reinstate-not-suspended = { $subject } is not suspended.
intruders-many = { $count } people were let into this room whom I did not invite. I am removing them. What I write, they cannot read; what you write here, they might. Please write nothing secret here until they are gone.
coordination-not-removed = Alert { $code }: somebody is in the alert room who must not be there, and the server does not let me remove them. They may be able to read what the organisations write there. Please warn the organisations now, in another way.
coordination-not-restored = Alert { $code }: the alert room was altered, and the server does not let me set it right. Please warn the organisations now, in another way, and let nothing secret be written there.
room-not-cleared = Somebody is in a room of mine who must not be there, and the server does not let me remove them. Please write nothing secret in this room, and ask whoever runs the server.
room-not-restored = A room of mine was altered, and the server does not let me set it right. Please write nothing secret in this room, and ask whoever runs the server.
verify-compare =
    { $who } wants to be verified. Call them now, by telephone, and hear that it is really them. Then read these to each other; their Element has to show the same, in the same order:
    { $lines }
    All the same: { $answer }
    Not the same: !verify no { $word }
    It has to be done within ten minutes.
verify-compare-digits =
    { $who } wants to be verified. Call them now, by telephone, and hear that it is really them. Then read these numbers to each other; their app has to show the same: { $digits }
    The same: { $answer }
    Not the same: !verify no { $word }
    It has to be done within ten minutes.
verify-wait = A coordinator will call you and compare the emoji with you. Please wait for the call, and press “They match” only then.
verify-request = I would like to verify you. If you see no button for it, please open this chat in Element.
verify-asked = I am asking { $who } in their chat with me. They have ten minutes to accept it there; then I show you here what to compare.
verify-cannot-ask = I cannot ask { $who } to verify: the server does not let me write to them. Please ask them to begin a chat with me.
verify-already = A verification of { $who } is under way. To stop it: !verify no { $word }
verify-suspended = { $who } is suspended, so I do not verify them. To let them take part again: !reinstate { $word }
verify-none = No verification is under way. To begin one, write !verify and the person as !people shows them.
verify-which = Several are under way, so please say whom you mean, for example: !verify no { $word }
verify-number =
    Your yes could belong to another comparison, so I need the number with it. If you have compared just now, by telephone, and all was the same, write:
    { $lines }
verify-number-line = { $who }: { $answer }
verify-other-number = That number belongs to nothing that is being compared now. Please look at the newest message of mine that shows what to compare, and begin again from there.
verify-not-yet = I have not shown you yet what to compare. Please wait for it.
verify-yourself = You cannot verify yourself. Please ask another coordinator to call you and compare.
verify-confirmed = Thank you. I am waiting for { $who } to confirm as well, on their side.
verify-stopped = I have broken off the verification of { $who }.
verify-done = { $who } is verified.
verify-no-identity = { $who } cannot be verified yet: their Element has no recovery set up, or this device is not verified by them. I have told them what to do. Please help them with it, then begin again.
verify-set-up = I could not verify you yet. Please open Element, go to Settings, then Encryption, and set up recovery there (older versions call it Secure Backup). Then verify me once more.
verify-beware = BEWARE: the verification of { $who } went wrong. Somebody may be between you and them. Trust nothing that comes in their name, and reach them in another way.
verify-beware-them = The verification went wrong. Somebody may be between us. Please write nothing secret, and tell a coordinator, by telephone.
verify-too-late = The verification of { $who } took longer than ten minutes, so I have broken it off. Please begin again.
verify-refused = { $who } has broken off the verification.
verify-anew = { $who } has begun to verify anew, so what I have shown you for them does not count any more. Please compare only what I show you next.
verify-failed = The verification of { $who } did not work. Please begin again; if it goes on, ask them to update Element.
verify-list =
    Verifications under way:
    { $lines }
verify-line = { $who }: { $state }
verify-state-asked = asked, has not answered yet
verify-state-begun = begun, nothing to compare yet
verify-state-comparing = waiting for you to compare
verify-state-confirmed = confirmed by you, waiting for their side
verify-emoji =
    { $number ->
        [0] 🐶 Dog
        [1] 🐱 Cat
        [2] 🦁 Lion
        [3] 🐎 Horse
        [4] 🦄 Unicorn
        [5] 🐷 Pig
        [6] 🐘 Elephant
        [7] 🐰 Rabbit
        [8] 🐼 Panda
        [9] 🐓 Rooster
        [10] 🐧 Penguin
        [11] 🐢 Turtle
        [12] 🐟 Fish
        [13] 🐙 Octopus
        [14] 🦋 Butterfly
        [15] 🌷 Flower
        [16] 🌳 Tree
        [17] 🌵 Cactus
        [18] 🍄 Mushroom
        [19] 🌏 Globe
        [20] 🌙 Moon
        [21] ☁️ Cloud
        [22] 🔥 Fire
        [23] 🍌 Banana
        [24] 🍎 Apple
        [25] 🍓 Strawberry
        [26] 🌽 Corn
        [27] 🍕 Pizza
        [28] 🎂 Cake
        [29] ❤️ Heart
        [30] 😀 Smiley
        [31] 🤖 Robot
        [32] 🎩 Hat
        [33] 👓 Glasses
        [34] 🔧 Spanner
        [35] 🎅 Santa
        [36] 👍 Thumbs up
        [37] ☂️ Umbrella
        [38] ⌛ Hourglass
        [39] ⏰ Clock
        [40] 🎁 Gift
        [41] 💡 Light bulb
        [42] 📕 Book
        [43] ✏️ Pencil
        [44] 📎 Paperclip
        [45] ✂️ Scissors
        [46] 🔒 Lock
        [47] 🔑 Key
        [48] 🔨 Hammer
        [49] ☎️ Telephone
        [50] 🏁 Flag
        [51] 🚂 Train
        [52] 🚲 Bicycle
        [53] ✈️ Aeroplane
        [54] 🚀 Rocket
        [55] 🏆 Trophy
        [56] ⚽ Ball
        [57] 🎸 Guitar
        [58] 🎺 Trumpet
        [59] 🔔 Bell
        [60] ⚓ Anchor
        [61] 🎧 Headphones
        [62] 📁 Folder
       *[63] 📌 Pin
    }

## To the coordinators: what they change, and what has to be agreed to.

confirm-ask =
    { $what }
    Nothing is done yet. To do it: !yes { $number } (only you can, within { $span }). To drop it: !no { $number }
confirm-ask-another =
    { $what }
    Nothing is done yet. Another coordinator than { $person } has to agree within { $span }: !agree { $number }. To drop it: !no { $number }
confirm-ask-anybody =
    { $what }
    Nothing is done yet. To do it, any coordinator can write within { $span }: !yes { $number }. To drop it: !no { $number }
confirm-changed =
    Things have changed since you were asked, so I have done nothing. Please read it again:
    { $question }
confirm-dropped = Number { $number } is dropped. Nothing has changed.
confirm-unknown = Nothing waits under number { $number }. It may have been answered, or have waited too long: then give the command again.
confirm-not-yours = Number { $number } waits for { $person }, who asked for it. Nobody else can say yes to it; anybody can drop it: !no { $number }
confirm-needs-another = Number { $number } needs another coordinator than the one who asked for it: !agree { $number }
confirm-needs-yes = Number { $number } needs the yes of the one who asked for it: !yes { $number }
confirm-asker-gone = { $person }, who asked for number { $number }, is no coordinator now. It is dropped.
confirm-nothing = Nothing waits for a yes.
confirm-which =
    Please write the number with it. This waits:
    { $lines }
confirm-line = { $number }: { $what }
change-overtaken = That is done already, or has changed meanwhile. I have done nothing.
change-needed = THEY ARE NEEDED NOW, in { $codes }: they leave these alert rooms at once.
change-not-needed = No open alert needs them.
sub-all =
    You can write:
    { $lines }
sub-line = { $usage } – for example: { $example }
sub-nearest = I do not know “{ $word }” here. Did you mean: { $usage } – for example: { $example }
sub-needs = I do not understand that, or it is not complete. Write: { $usage } – for example: { $example }
field-unknown = I do not understand “{ $word }”, so I have done nothing. You can write, with ; between them: { $fields }
field-wrong = I do not understand “{ $value }” for { $field }, so I have done nothing. Write for example: { $field }: { $example }
organisation-added =
    { $name } is a partner organisation now, with { $count ->
        [0] nobody yet. To add its people: !person add @user { $name }
        [one] 1 person.
       *[other] { $count } people.
    } { $facts }
organisation-edited =
    { $name } is changed.
    Before: { $before }
    Now: { $after }
organisation-paused = { $name } is paused: I call it for no alert until you write !organisation resume { $name }. Open alerts in which it stays: { $codes }
organisation-resumed = { $name } takes part again from now on.
organisation-paused-already = { $name } is paused already. To let it take part again: !organisation resume { $name }
organisation-not-paused = { $name } is not paused.
organisation-remove-ask = { $name } is to be removed, and with it its people, their shifts and telephone numbers: { $people }. { $needed } Organisations that are left: { $left }
organisation-removed =
    { $name } is removed. { $count ->
        [0] Its people were in no alert room.
        [one] I am removing its people from 1 alert room.
       *[other] I am removing its people from { $count } alert rooms.
    }
organisation-there = There is an organisation called { $name } already, so I have done nothing.
organisation-unknown = I know no organisation called “{ $name }”, so I have done nothing. !organisations shows them all.
organisation-nearest = I know no organisation called “{ $name }”, so I have done nothing. Did you mean { $nearest }?
organisation-anchor-later = There is an anchor already. Add { $name } without it; then write: !organisation edit { $name }; anchor: yes
organisation-last-anchor = { $name } is the anchor, which is called for every alert, so I have done nothing. First make another one the anchor, for example: !organisation edit The Clinic; anchor: yes
organisation-anchor-deputy = { $name } is the anchor, and cannot stand in for itself.
person-added = { $person } answers for { $organisation } from now on. I ask them into a chat when I have seen their phone. Please verify them then: !verify { $person }
person-remove-ask = { $person } is to be removed from { $organisation }, with their shifts. Who is left there: { $others }. { $needed }
person-removed =
    { $person } is removed from { $organisation }. { $count ->
        [0] They were in no alert room.
        [one] I am removing them from 1 alert room.
       *[other] I am removing them from { $count } alert rooms.
    }
person-away = { $person } is away from now on, until you write !person back { $person }. { $gap }
person-away-until = { $person } is away from { $since } until { $until }. { $gap }
person-away-nobody = NOBODY of { $organisation } is there then.
person-away-others = Somebody else of the organisation is there.
person-back = { $person } is there again.
person-not-away = { $person } is not away.
person-unknown = { $person } answers for no organisation that I know. !people shows whom I know.
person-there = { $person } answers for { $organisation } already. To let them answer for another: first !person remove { $person }
person-has-part = I cannot take { $person } for that, and have done nothing: one account has one part in the network, and which one I tell nobody. Please ask them for another account.
person-is-vigil = That is my own account; name a person.
person-no-address = “{ $person }” is no Matrix address. It is written in full, as in @user:example.org
admin-add-ask = { $person } is to be a coordinator: they see who is there and how alerts go, and can change all of it.
admin-added = { $person } is a coordinator now. I am asking them into this room. Please verify them: !verify { $person }
admin-there = { $person } is a coordinator already.
admin-none = { $person } is no coordinator.
admin-remove-ask = { $person } is to be a coordinator no longer. Coordinators who are left: { $left }
admin-removed = { $person } is a coordinator no longer. I am removing them from this room.
admin-last = Without { $person } nobody would be left here, so I have done nothing. First add another coordinator: !admin add @user
defender-invitation =
    An invitation for one defender. Write it on paper and give it only to them; it is good once, until { $until }:
    { $code }
    They begin a chat with me from their own account, in Element, and write it there. Their name is not told here, only the alias that they choose.
defender-edited =
    { $alias } is changed. An alert that is open stays as it is.
    Before: { $before }
    Now: { $after }
defender-suspended = { $alias } is suspended: what is written from their account raises no alert. I tell you here when something comes. To undo it: !defender resume { $alias }
defender-suspended-already = { $alias } is suspended already.
defender-resume-ask = { $alias } is to be watched over again: what comes from their account counts.
defender-resumed = { $alias } is watched over again from now on.
defender-not-suspended = { $alias } is not suspended.
defender-remove-ask = { $alias } (area: { $area }) is to be removed: their alias, area, exclusions and duress words are forgotten, and what they write raises no alert any more. I tell them so in their chat. They would need a new invitation.
defender-removed = { $alias } is removed. I have told them, and leave their chat.
defender-needs-alert = Alert { $code } of { $alias } is open, so I have done nothing: nobody is left alone in an alert. When the organisations have closed it, give the command again.
defender-unknown = I know no defender called “{ $alias }”, so I have done nothing. !defenders shows them all.
defender-nearest = I know no defender called “{ $alias }”, so I have done nothing. Did you mean { $nearest }?
defender-farewell = I no longer watch over you, and leave this chat now. If you are in danger, please call for help in another way.
defender-rests = I raise no alert from this account now, since your coordinators have asked me so. I am telling them that you wrote. If you are in danger, please call for help in another way.
coordination-suspended-wrote = { $alias }, who is suspended, writes to me. I raise no alert. Please find out now, in another way, whether they are safe. To let me watch over them again: !defender resume { $alias }
coordination-newcomer = Somebody who is not enrolled has opened a chat with me. Since an invitation is out, I have asked them for it.
coordination-newcomer-calls = SOMEBODY WHO IS ENROLLING CALLS FOR HELP. I raise their alert as soon as they have finished. If you know who was given the last invitation, please reach them now in another way.
coordination-code-shown = The invitation of { $at } was written to me where the server can read it, so it is good no more. Please give out another: !defender invite
coordination-guesses = { $person } is not enrolled, and has written three invitations that are none. I listen to them no longer.
coordination-guesses-many = Very many wrong invitations are being tried. For an hour I look at none. If somebody enrols just now, ask them to try again later.
coordination-enrolled = A defender has enrolled: alias { $alias }, area { $area }. { $origin }
enrol-by-invitation = They had the invitation of { $at }.
enrol-by-vouching = { $organisation } vouches for them.
enrol-code = I am Vigil. I do not know you yet. If you were given an invitation on paper, write it here now. If you are in danger now, please call for help in another way: I cannot raise an alert for you yet.
enrol-no-code = I do not know you yet, so I cannot help you. Write here the invitation that you were given on paper. If you are in danger now, please call for help in another way.
enrol-wrong =
    That is no invitation that is good now. Please look again. { $left ->
        [one] You can try once more.
       *[other] You can try { $left } more times.
    }
enrol-wrong-last = That is no invitation that is good now. Please ask whoever gave it to you for another. If you are in danger, please call for help in another way.
enrol-later = I cannot look at invitations now. Please try again in an hour. If you are in danger, please call for help in another way.
enrol-plain = This chat is not encrypted, so others may have read your invitation, and it is good no more. Please ask for another one, begin a new encrypted chat with me in Element, and write it there.
enrol-answer-plain = I take your answer only where nobody else can read it. Please begin a new encrypted chat with me in Element, and answer there.
enrol-begin =
    Thank you. I ask you a few things now, one after the other. To stop at any time and be enrolled with what I know by then, write: finish
    { $question }
enrol-vouched =
    I am Vigil. I watch over people who defend the rights of others: when you call for help, I call organisations that come. One that knows you has asked me to watch over you as well. If you do not want that, do not answer. To stop at any time and be enrolled with what I know by then, write: finish
    { $question }
enrol-language = Which language do you speak? For example: English, French, Swahili. You can write several, the best one first.
enrol-language-wrong = I do not know that language. Write for example: French, Swahili
enrol-alias = By which name are the organisations to call you? Not your own: somebody may see it who must not. For example: Baobab
enrol-alias-taken = { $alias } cannot be your name here. Please choose another one.
enrol-alias-account = “{ $alias }” stands in the name of the account, so it would say who it is. Please choose another one.
enrol-area = In which area do you live or work? The organisations are in: { $areas }
enrol-area-nearest = I know no area “{ $area }”. Did you mean { $nearest }? Write: yes – or, if you meant what you wrote, write it once more.
enrol-exclude = Is there an organisation that must never hear of you? Write its name, or several with commas between them; if there is none, write: no. The organisations: { $organisations }
enrol-exclude-unknown = I know no organisation called “{ $name }”. Write its name as I have written it, or: no
enrol-exclude-nearest = I know no organisation called “{ $name }”. Did you mean { $nearest }? Please write it out.
enrol-duress = If somebody forces you to write that all is well, you can warn us without their noticing. Choose two words or more that only you know, and that you would not write otherwise, for example: “greet my aunt”. When you write them, I answer as if all were well, and tell the organisations that you are forced. If you do not want that, write: no. Afterwards delete your message with these words.
enrol-duress-wrong = Please choose two words or more that mean nothing else here, or write: no
enrol-duress-kept = kept; I do not write them here again
enrol-duress-none = none
enrol-too-long = Please write one line of at most { $most } characters.
enrol-check =
    This is what I keep:
    Name: { $alias }
    Languages: { LANGUAGES($languages) }
    Area: { $area }
    Must not hear of you: { $exclude }
    Duress words: { $duress }
    Is it right? Write: yes. To change something, write: name, language, area, organisations or duress
enrol-check-how = Write: yes. To change something, write: name, language, area, organisations or duress
enrol-call-first =
    I raise your alert as soon as you are enrolled, and I am telling the coordinators now. To be enrolled at once with what I know, write: finish
    { $question }
enrol-done = You are enrolled. When you need help, write here: alert. I then call organisations that come to you. Please keep this chat.
vouch-ask = { $organisation } vouches for somebody as a defender: alias { $alias }, area { $area }. They are to be asked in a chat with me whether they want to enrol.
vouch-accepted = I am asking { $alias } in a chat whether they want to enrol.
vouch-not-asked = I could not ask { $alias } whether they want to enrol: their address is wrong, or they take no chat from me. Please ask whoever vouches for them for the right address, and let them vouch again.
vouch-sent = Thank you. I am asking the coordinators about { $alias }. If they agree, I write to them.
vouch-known = { $organisation } vouches for somebody as { $alias } whom I know already. I have done nothing.
vouch-plain = This chat is not encrypted, so I take no names here. Please begin a new encrypted chat with me in Element.
vouch-too-many = The coordinators have not answered yet about those for whom you vouch already. Please wait for them.
audit =
    What coordinators did in the last { $span }:
    { $lines }
    { $chain }
audit-none = No coordinator did anything in the last { $span }. { $chain }
audit-line = { $at }, { $person }: { $what }
audit-more = ({ $count } earlier ones are left out)
audit-whole = Nothing is missing or changed: { $count } acts in all, seal { $hash }
audit-broken = SOMETHING IS MISSING OR CHANGED, at act number { $number } or before it. Somebody has meddled with my database: please have the machine that I run on seen to now.

## To the coordinators: numbers.

stats =
    Alerts raised since the beginning of { $month } that are over:
    { $lines }
    “–” stands for what fewer than { $least } alerts would tell.
stats-total = All
stats-by-area = By area:
stats-by-month = By month:
stats-other-areas = Other areas
stats-other-months = Other months
stats-row = { $name }: { $number }. On it: the first { $first }, enough { $enough }, four { $fourth }. Check-ins missed: { $missed }. Organisations that could not come: { $passes }.
stats-first = after { $usual } (at worst { $worst })
stats-time = after { $usual } ({ $worst })
stats-time-usual = after { $usual }
stats-too-few = Since the beginning of { $month } fewer than { $least } alerts have come to an end. I give no numbers of so few: they would tell about single people.
stats-length = I do not understand “{ $written }” as a length of time of at most { $most }. Write, for example: !stats 90 days
stats-chart-alerts = Alerts since { $month }
stats-chart-enough = Until enough are on it, since { $month }

## Exercises, and alerts that came by telephone.

exercise =
    EXERCISE – nobody is in danger.
    { $text }
room-name-exercise = Exercise { $code }
exercise-words = Two men on a motorcycle have been standing in front of my house since this evening. They ask the neighbours for me by name.
exercise-report =
    Exercise { $code } is over. Who answered when:
    { $lines }
exercise-answer = { $name } ({ $person }): answered after { $span }.
exercise-no-answer = { $name }: no answer.
exercise-nobody = Nobody could be called.
exercise-over-answered = All have answered: the exercise is over. Thank you. You need not do anything more.
exercise-over-time = The time is up: the exercise is over. Thank you. You need not do anything more.
exercise-over-stopped = The coordinators have ended the exercise. Thank you. You need not do anything more.
exercise-over-real = The exercise is over at once, because somebody really needs help now. Please look for an invitation into another room.
exercise-no-defender = { $alias } is invented: there is nobody whom I could write to.
drill-begun = Exercise { $code } has begun. Every message of it says that it is one. It ends when all have answered, or in { $span } at the latest; you then read here who answered when. To end it now, write: !drill stop
drill-running = Exercise { $code } is still running. To end it, write: !drill stop
drill-alerts-open = Somebody really needs help now: { $names }. I begin no exercise while an alert is open.
drill-nobody = There is no partner organisation that I could call.
drill-none = No exercise is running.
drill-stopped = Ended: { $names }.
drill-unanswered = Did not answer the last exercise: { $names }.
reach-asked = I am looking whether I can reach everybody's devices. You read here what I find; nobody else hears of it.
reach-well =
    { $people ->
        [one] I can reach the devices of { $people } person of the partner organisations, and may trust them.
       *[other] I can reach the devices of all { $people } people of the partner organisations, and may trust them.
    }
reach-faults =
    A message to these people would not arrive now:
    { $lines }
reach-no-device = { $name }: { $person } is logged in nowhere. They have to log in once.
reach-untrusted = { $name }: { $person } has no verified device. They have to verify one in Element.
reach-no-key = { $name }: the device of { $person } gives out no keys. They have to open Element once.
reach-silent = { $name }: the homeserver of { $person } does not answer.
reach-changed = { $name }: the identity of { $person } has changed. Somebody has to make sure of it: !verify
reach-nobody = { $name } cannot be reached at all.
reach-empty = { $name } has nobody who could be called.
on-behalf-raised = Alert { $code } is raised for { $alias }, as somebody who is not enrolled (area: { $area }). I write to nobody: I ask the organisations who calls { $alias }. If this person is enrolled after all, write: !tie { $code } ALIAS
on-behalf-raised-enrolled = Alert { $code } is raised for { $alias } (area: { $area }). I do not write to them, since their phone may be in other hands: I ask the organisations who calls them. When you know that they have their phone, write: !tie { $code } { $alias }
on-behalf-passed-on = Alert { $code } of { $alias } is open already. I have passed this on to the organisations.
on-behalf-no-defender = I cannot write to { $alias }, who called by telephone or in another way. Please call { $alias }.
called-in = { $by } (coordinator) has heard more from { $alias }: “{ $words }”
brief-on-behalf = { $alias } called for help by telephone or in another way at { $at }. { $by } (coordinator) took the call.
brief-their-words = What was said: “{ $words }”
brief-nobody-writes = I cannot write to { $alias } and cannot ask them whether they are safe. Somebody has to call them.
who-calls-them = It is time to ask { $alias } whether they are safe, and I cannot write to them. Who is calling { $alias }? Answer: !take
who-calls-them-still = Since { $at } nobody has said that they are calling { $alias }, whom I cannot write to. Who is calling { $alias }? Answer: !take
status-nobody-called = Since { $at } it is time to call { $alias }, and nobody has said that they do: !take
coordination-nobody-calls = Alert { $code }: since { $at } none of the organisations has said that they are calling the person in danger, whom I cannot write to.
defender-tied = An alert is open for you, because of your call. What you write or send here, I pass on to the organisations.
defender-tied-room = The coordinators have made sure who { $alias } is. From now on I pass on to you what { $alias } writes, and ask whether they are safe.
tie-done = Alert { $code } belongs to { $alias } from now on: I write to them and ask whether they are safe.
tie-closed = Alert { $code } is closed.
tie-is-somebodys = Alert { $code } is somebody's already.
tie-has-alert = { $alias } has an open alert of their own: { $code }.
tie-unknown = I know no defender { $alias }. The defenders that I know: !defenders
tie-nearest = I know no defender { $alias }. Did you mean { $nearest }?

## The commands.

help-in-chat = I have sent you the commands in your own chat with me.
help-alert =
    You can write:
    { $commands }
    Of all that you write here, only !tell reaches the defender.
help-coordination =
    You can write:
    { $commands }
help-direct =
    In danger? Write: alert
    Or in another language: alerte, hatari, SOS. While your alert is open, I pass on all that you send here.
    You can also write:
    { $commands }
help-partner =
    Alerts come to you as invitations to a room. Here you can write:
    { $commands }
help-line = { $usage } – { $what }
command-alert = call for help
command-ack = we are on it
command-pass = we cannot (and why, if you like)
command-checkin = ask the defender “are you safe?”, now or regularly
command-take = I am calling the defender, or acting on the alarm
command-lead = who leads
command-note = a note for everybody, also for those who are called later
command-tell = pass these words on to the defender
command-bring-in = invite the defender into this room
command-call = call this organisation, the next one, or one that offers this
command-release = we manage without this organisation
command-handover = ask them to take over from us
command-accept = we take over
command-decline = we do not take over
command-level = how fast I look for help, and why
command-escalate = take the next step now
command-policy = what I do when somebody does not answer
command-why = why I called these organisations
command-resolve = I think that it is over, and why
command-confirm = I agree that it is over
command-deny = it is not over (and why, if you like)
command-status = how things stand
command-alerts = the alerts, open ones or all of them, also of one area alone
command-one-alert = how this alert goes: who has answered, and when
command-drill = an exercise: whom I reach, and who answers when
command-on-behalf = raise an alert for somebody who has called you
command-tie = this alert is that of this defender
command-merge = two alerts belong together: the partners of each come to the other
command-reach = whether I can reach the devices of all partners
command-stats = numbers of the alerts that are over; they name nobody
command-organisations = the partner organisations
command-defenders = the defenders, by alias
command-people = the people, and how sure I am of each
command-trust = I have made sure that this fingerprint is theirs
command-verify = compare emoji with this person, and answer whether they match
command-suspend = take this person or organisation out of everything at once
command-reinstate = let this person or organisation take part again
command-organisation = add an organisation, change, pause or remove it
command-person = who answers for an organisation, and who is away
command-defender = enrol a defender, change, suspend or remove them
command-admin = who is a coordinator; two have to agree
command-audit = what coordinators did
command-yes = do what I asked you about
command-no = drop what I asked you about
command-agree = agree to what another coordinator has asked for
command-vouch = say that somebody is a defender, and needs Vigil
command-rota = who is on duty when, and when nobody is; how often each is called; calendars in and out
command-shift = who is on duty every week
command-override = who is on duty for once
command-why-called = why I called these organisations
command-help = this list

## The journal of an alert, as it is exported

journal-alert-raised = The defender called for help
journal-organisation-called = An organisation was called
journal-rota-exhausted = Nobody was left to be called
journal-room-opened = The alert room was opened
journal-room-refused = The homeserver would not make the room
journal-room-awaited = The homeserver did not answer: there was no room yet
journal-room-retried = The room was asked for once more
journal-people-invited = People were invited
journal-invitation-failed = People could not be invited
journal-organisation-unreachable = An organisation could not be reached
journal-brief-delivered = The brief was delivered
journal-delivery-fell-short = People could not read the room
journal-delivery-mended = People can read the room now
journal-person-joined = Somebody came into the room
journal-person-left = Somebody left the room
journal-acknowledged = An organisation is on it
journal-passed = An organisation cannot come
journal-acknowledgement-overdue = An organisation did not answer in time
journal-organisation-chased = An organisation was asked again
journal-chased-again = A silent organisation was asked from the beginning
journal-escalated = A partner wanted the next step at once
journal-still-on-it-asked = Organisations were asked whether they are still on it
journal-still-on-it-lapsed = An organisation that was on it no longer answered
journal-organisation-released = An organisation was no longer needed
journal-level-changed = The level was changed
journal-handover-asked = An organisation wanted to hand over
journal-handover-accepted = An organisation took over
journal-handover-declined = An organisation did not take over
journal-handover-lapsed = Nobody answered whether they take over
journal-alerts-merged = Put together with another alert
journal-organisation-back = A silent organisation was back
journal-alert-nearby = Another alert was open nearby
journal-people-pinged = People were pinged
journal-defender-wrote = The defender wrote
journal-alarm-raised = The defender called for help again
journal-defender-reach-changed = Whether the defender can read Vigil has changed
journal-question-delivered = The question reached the defender
journal-question-put-again = The defender was asked once more: what they wrote may be about something else
journal-check-in-asked = The defender was asked: are you safe?
journal-check-in-overdue = The defender had not answered
journal-alarm-unheeded = Nobody in the room had taken the alarm on
journal-alarm-taken = A partner took the alarm on
journal-nudged = A partner was told that what they wrote is no answer
journal-check-in-taken = A partner took it on to call the defender
journal-check-in-interval = How often the defender is asked was changed
journal-room-spoke = A partner wrote in the room (the words are not kept)
journal-room-update-asked = The room was asked how things stand
journal-lead-taken = Somebody took the lead
journal-noted = A partner wrote a note
journal-defender-told = A partner had words passed on to the defender
journal-defender-brought-in = The defender was asked into the room
journal-resolution-proposed = An organisation proposed to close the alert
journal-resolution-reminded = The room was reminded of the proposal
journal-resolution-denied = Somebody does not agree that it is over
journal-end-feigned = The defender was shown an end that was none: they may have been forced
journal-alert-resolved = The alert was closed
journal-room-locked = The room was made read-only
journal-alert-purged = The retention was over
journal-clock-set-right = The clock was set right
journal-exercise-ended = The exercise was over
journal-called-in = A coordinator passed on what the person in danger said
journal-defender-tied = A coordinator said which defender had called
journal-identity-doubted = Somebody's identity has changed
journal-identity-settled = A coordinator made sure of somebody
journal-organisation-cut-off = An organisation was cut off: nobody could be sure of its people
journal-device-left-out = A device was given no keys, since its owner has not verified it
journal-defender-device = The defender wrote from another device
journal-people-suspended = People were suspended
journal-people-reinstated = People were reinstated
journal-proposal-lapsed = The proposal to close the alert lapsed
journal-intruder-found = Somebody was in the room whom Vigil had not invited
journal-room-altered = Somebody else changed how the room is set up
journal-answered-safe = The defender answered: safe
journal-answered-not-safe = The defender answered: not safe
journal-answered-later = The defender answered: later
journal-answered-duress = The defender wrote their duress word
journal-title = Alert { $code }
journal-exported = Written by Vigil. The times are those of { $where }.
journal-confidential = Confidential: this file is not encrypted, and names people who may be in danger.
journal-column-time = Time
journal-column-what = What happened
journal-column-who = Who
journal-column-words = Words

## The rota.

rota =
    On duty from { $first } to { $last }, by the clocks of { $where }:
    { $lines }
rota-always = { $name }: { $names }, always.
rota-paused = { $name }: paused, so it is not called.
rota-never = { $name }: nobody on any of these days. If it is called, all of its people are.
rota-of =
    { $name }:
    { $lines }
rota-duty = – { $times }: { $names }
rota-gap = – { $times }: NOBODY
rota-chart = On duty, { $first } – { $last }
rota-chart-paused = paused
rota-shift = Shift { $number }: { $name }, { $words }
rota-override = For once { $name } for { $other }: { $times }
rota-override-also = For once { $name } as well: { $times }
rota-away = { $name } is away until further notice.
rota-away-until = { $name } is away until { $until }.
rota-calendar =
    { $count ->
        [one] { $count } duty from a calendar, until { $until }.
       *[other] { $count } duties from a calendar, until { $until }.
    }
rota-length = I cannot tell how long “{ $written }” is. Write a length of time of 1 day or more, and not over { $most }, such as: 4 weeks
rota-several-people = “{ $written }” may be several people: { $names }. Write the address of the one you mean.
rota-no-person-but = No organisation has anybody called “{ $written }”. Did you mean { $nearest }?
rota-no-person = No organisation has anybody called “{ $written }”. Write the address in full, as in @user:example.org.
gaps =
    Within { $span } nobody is on duty at these times, by the clocks of { $where }. If one of these organisations is called then, all of its people are.
    { $lines }
gaps-none = Within { $span } every organisation always has somebody on duty.
gaps-of = { $name }, { $span } in all: { $names }
gaps-of-many =
    { $count ->
        [one] { $name }, { $span } in all: { $names }, and { $count } more time.
       *[other] { $name }, { $span } in all: { $names }, and { $count } more times.
    }
fairness =
    Within the last { $span }, most called first:
    { $lines }
fairness-line =
    { $count ->
        [one] { $name }: called { $count } time, last at { $at }
       *[other] { $name }: called { $count } times, last at { $at }
    }
fairness-line-never = { $name }: never called
fairness-chart = Calls within { $span }
calendar-needs-file = Send the calendar (.ics) into this room, and write the command below it or in answer to it: !rota import ORGANISATION
calendar-needs-organisation = Which organisation's calendar is it? Write: !rota import ORGANISATION
calendar-reading = I am reading the calendar for { $name }.
calendar-written = The calendars of { $names } follow, with the duties until { $day }.
calendar-not-there = I could not get the calendar: it is not there any more, it was not sent encrypted by one of you, or it is larger than a megabyte. Nothing was changed. Please send it again.
calendar-none = This is no calendar that I can read: it has to be a calendar file (.ics) with entries. Nothing was changed.
calendar-letters = The calendar is not written in UTF-8, so I cannot be sure of the names in it. Please export it in UTF-8. Nothing was changed.
calendar-answer = This file is an answer to an invitation, and no calendar. Nothing was changed.
calendar-cut-off = The end of the calendar is missing, or a part of it is lost. Nothing was changed. Please export it again.
calendar-too-much = I stopped reading this calendar: it took too long, it grew too large, or I was stopped myself. Nothing was changed. If you send it again and read the same, it has an entry that cannot be worked out.
calendar-too-many = The calendar has over 1,000 entries, or over 5,000 duties, in the coming twelve weeks. Nothing was changed.
calendar-broken = I cannot read the entry “{ $title }” of the calendar: a part of it is damaged or missing. Nothing was changed.
calendar-often = The entry “{ $title }” of the calendar comes again several times a day, such as every hour or more often. Nothing was changed.
calendar-rule = I cannot work out when the entry “{ $title }” of the calendar comes again: I do not know its rule, or the day on which it begins is none of its days. Nothing was changed.
calendar-empty =
    The calendar says nothing of the coming twelve weeks. Nothing was changed for { $name }.
    { $counts }
calendar-counts = Entries in the file: { $entries }. Taken: { $taken }. Over: { $over }. Later than twelve weeks from now: { $later }. Cancelled: { $off }. Replaced by a later version: { $replaced }.
calendar-not-taken =
    { $lines }
    Nothing was changed for { $name }.
calendar-unclear =
    { $count ->
        [one] I do not know who is meant by { $count } entry of the calendar: { $names }.
       *[other] I do not know who is meant by { $count } entries of the calendar, such as: { $names }.
    } Let the title or the guests of each entry name somebody of the organisation by their address.
calendar-declined =
    { $count ->
        [one] Whoever { $count } entry of the calendar names has declined, passed it on, or does not take part: { $names }.
       *[other] Whoever { $count } entries of the calendar name has declined, passed it on, or does not take part, such as: { $names }.
    }
calendar-called-off =
    { $count ->
        [one] The title of { $count } entry of the calendar speaks of a cancellation, and I cannot tell whether it still holds: { $names }.
       *[other] The titles of { $count } entries of the calendar speak of a cancellation, and I cannot tell whether they still hold, such as: { $names }.
    }
calendar-backwards =
    { $count ->
        [one] { $count } entry of the calendar has no length, or ends before it begins: { $names }. If it is a night, its end belongs on the next day.
       *[other] { $count } entries of the calendar have no length, or end before they begin, such as: { $names }. If they are nights, their ends belong on the next day.
    }
calendar-zone =
    { $count ->
        [one] { $count } entry of the calendar has a time in a zone that I do not know: { $names }.
       *[other] { $count } entries of the calendar have a time in a zone that I do not know, such as: { $names }.
    }
calendar-moved =
    { $count ->
        [one] { $count } entry of the calendar moves or takes out a duty that I cannot find at that time: { $names }.
       *[other] { $count } entries of the calendar move or take out a duty that I cannot find at that time, such as: { $names }.
    }
calendar-taken =
    { $count ->
        [one] { $name } has { $count } duty from the calendar, until { $day }; all from an earlier calendar is dropped.
       *[other] { $name } has { $count } duties from the calendar, until { $day }; all from an earlier calendar are dropped.
    }
    { $lines }
    { $counts }
shift-there = { $name } has this very shift already.
shift-added =
    { $name } is on duty { $words }, by the clocks of { $where }.
    { $lines }
shift-added-first =
    { $name } is on duty { $words }, by the clocks of { $where }. This is the first shift of { $organisation }: until now all of its people were on duty always.
    { $lines }
shift-no-number = { $name } has no shift { $number }. The numbers are shown by: !rota { $organisation }
shift-none = { $name } has no shifts.
shift-removed =
    The shifts of { $name } are changed.
    { $lines }
shift-removed-last =
    { $organisation } has no shifts any more, so all of its people are on duty always.
    { $lines }
override-two-organisations = { $name } and { $other } are of two organisations. One person stands in for another of the same organisation.
override-added =
    { $name } is on duty for { $other }: { $times }, by the clocks of { $where }.
    { $lines }
override-added-also =
    { $name } is on duty as well: { $times }, by the clocks of { $where }.
    { $lines }
override-none = { $name } stands in for nobody.
override-removed =
    { $name } no longer stands in.
    { $lines }
file-not-sent = The server did not take a file that I wanted to show here, a picture or a calendar. What I say in words is complete.
week-ahead =
    The week ahead, from { $first } to { $last }, by the clocks of { $where }:
    { $lines }
    { $gaps }
week-ahead-gaps =
    NOBODY is on duty at these times; all people of the organisation are called then:
    { $lines }
week-ahead-no-gap = Every organisation always has somebody on duty.
duty-begins = Your duty for { $name } begins { $starts } and goes on until { $until }. Please keep your phone with you, charged and loud. If you cannot, tell a coordinator now.
duty-begins-open = Your duty for { $name } begins { $starts }. Please keep your phone with you, charged and loud. If you cannot, tell a coordinator now.
duty-began = You are on duty for { $name } since { $starts }, until { $until }. Please keep your phone with you, charged and loud. If you cannot, tell a coordinator now.
duty-began-open = You are on duty for { $name } since { $starts }. Please keep your phone with you, charged and loud. If you cannot, tell a coordinator now.
