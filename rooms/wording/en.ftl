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
defender-room-refused = I cannot reach the organisations yet. I keep trying, and I am telling the coordinators. If you can, call someone you trust.
defender-withdrawn = { $name } cannot come after all. { $standing }
defender-withdrawn-nobody = { $name } cannot come after all. Nobody is on it now; I am looking for others.
defender-deserted = Nobody is coming yet, and I find no other organisation. I am telling the coordinators. If you can, call someone you trust.
defender-relayed = I am passing this on.
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
brought-in = The organisations invite you into their room: you will find it in your list of chats. Whoever takes your phone could read it. Join only if you want to.
resolution-question =
    One organisation thinks that the danger is over. Is it over?
    1 yes
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
check-in-safe = Thank you. I will ask you again at { $at }.
check-in-later = I will ask you again at { $at }.
check-in-later-capped = I may not wait that long. I will ask you again at { $at }.
check-in-not-safe = I am alerting everyone now. Write what you can; I pass it on.

## In direct chats.

direct-room-name = Vigil
stranger = I am Vigil. I do not know you, so I cannot raise an alert for you. I am telling a coordinator that you are here. If you are in danger, please call for help in another way.
direct-welcome = I am Vigil. Your organisation helps defenders in danger. When one of them calls for help, I invite you into a room: join it at once, read there what is needed, and answer. In that room, !help shows what you can do. Please keep this chat: through it your app knows me. There is nothing else to do here.
direct-partner = I am here. Alerts come to partner organisations as invitations to a room. There is nothing to do in this chat.
not-protected = This chat is not encrypted, and I cannot change that. Others may be able to read it. Better start a new, encrypted chat with me. In danger, write here all the same: alert
not-handled = I could not handle a message that was sent here at { $at }. Please write it again. I have told the coordinators.
unreadable = I cannot read a message that was sent here at { $at }. Please write it again.
device-left-out-write = One of your phones or computers is not verified, so I do not write to it yet: write me anything on that device, and I will write to it too.
device-not-verified = One of your phones or computers is not verified, so I send nothing to it, and what you write on it has no effect: on that device, open Element, go to Settings, then Sessions, and choose “Verify session”.
not-heard-unsigned = I took no notice of what you wrote, because the phone or computer you wrote on is not verified: on that device, open Element, go to Settings, then Sessions, choose “Verify session”, and write it again.
not-heard-changed = I took no notice of what you wrote, because your identity in Element is not the one that I know: please call a coordinator, who can make sure of you, and then write it again.
withheld = I cannot read what you write here, because your app gives me no key to it: please open my profile in Element, choose “Verify”, switch off “Never send encrypted messages to unverified sessions” in the settings of this room, and write it again.

## In the alert room: the brief, and how things stand.

room-name = Room { $code }
brief =
    ALERT { $code }: { $alias } needs help.
    { $lines }
brief-duress = DURESS WORD: { $alias } may be under force and watched. Do nothing that shows that you know. Do not call or write to { $alias }.
brief-alarm = { $alias } has raised the alarm again.
brief-area = Area: { $area }
brief-languages = Languages: { LANGUAGES($languages) }
brief-words = { $alias } wrote at { $at }: “{ $words }”
brief-no-words = { $alias } called for help at { $at } and wrote nothing more.
brief-not-protected = The chat with { $alias } is not encrypted: others may read what is sent to { $alias }.
brief-since = { $alias } wrote at { $at }: “{ $words }”
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
status-doubted = Identity changed, and nobody has made sure yet: { $names }.
status-lead = Lead: { $lead }.
status-note = Note by { $by }: { $text }
status-proposal = { $by } thinks that it is over: “{ $reason }”. Another organisation answers: !confirm or !deny
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
organisation-called = I am calling { $name }.
organisation-gone = Nobody at { $name } can be reached here.
acknowledgement-overdue = { $name }, there is no answer from you yet. Please answer: !ack or !pass
rota-exhausted = There is no other organisation left to call. I am telling the coordinators.
invitation-failed = I could not invite { $names }. I am telling the coordinators. If you can reach them, please do.
invitation-waits = My invitation to { $names } cannot go out yet. I keep trying. If you can reach them, please do.
cannot-read = { $names } cannot read this room yet. I am telling the coordinators. If you can reach them, ask them to open Element.
can-read = { $names } can read this room now.
cannot-read-unverified = { $names } cannot read this room yet: they have not verified their device. I am telling the coordinators. If you can reach them, ask them to verify it in Element.
device-left-out = A device of { $names } cannot read this yet: it is not verified. I am telling its owner what to do.
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
relay-unprotected =
    NOT ENCRYPTED, so perhaps written by somebody else:
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
alarm-again = ALARM! { $alias } is calling for help again. Who can act now? Please answer here.
answered-safe = { $alias } answers: safe (“{ $words }”).
answered-later = { $alias } wants to be asked later (“{ $words }”). I will ask at { $at }.
answered-not-safe =
    ALARM! { $alias } is NOT safe: “{ $words }”
    Who can act now? Please answer here.
answered-duress =
    SILENT ALARM! { $alias } wrote the duress word: “{ $words }”
    { $alias } may be under force and watched. I am answering as if all were well. Do nothing that shows that you know: do not call or write to { $alias }.
    Who can act now? Please answer here.
check-in-asked = { $by } wants to know: I am asking { $alias } now.
check-in-every = { $by } has decided: from now on I wait { $every } before I ask { $alias } again.
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
told-room = I am passing it on to { $alias }.
told-room-unread = I am trying to pass it on, but I cannot reach { $alias } now. Who can reach { $alias } in another way?
brought-in-room = { $by } wants { $alias } here: I am inviting { $alias } into this room. From now on { $alias } can read what you write.

## In the alert room: the end.

resolution-proposed =
    { $by } thinks that it is over: “{ $reason }”
    Another organisation has to agree. Answer: !confirm, or !deny and why. Until then everything goes on.
resolution-reminder = { $by } thinks that it is over, and nobody has answered. Do you agree? Answer: !confirm, or !deny and why
resolution-denied = For { $by } it is not over. The alert goes on.
resolution-denied-because = For { $by } it is not over: “{ $why }”. The alert goes on.
resolved = { $by } agrees. The alert is closed. You can still write here for { $cooling }.
room-locked = This room can now only be read. { $retention } after the end of the alert I will leave it and erase my record.

## What cannot be done, to whoever asked for it.

unknown-command = I do not know !{ $word }. Did you mean { $nearest }?
command-needs = That is not complete. Write: { $usage } – { $what }
checkin-every-bounds = Please choose between { $least } and { $most }, for example: !checkin every 30m
not-allowed = You cannot do that here.
not-called = Only an organisation that was called can do that.
already-on-it = { $organisation } is on it already.
already-passed = { $organisation } has said already that it cannot. If you can help after all: !ack
already-proposed = This is proposed already. Answer: !confirm, or !deny and why
already-resolved = This alert is closed.
already-brought-in = { $alias } is invited already.
nothing-proposed = Nobody has proposed to close this alert. To propose it, write !resolve and why.
nothing-to-take = I am not waiting for an answer from { $alias }, so there is no call to take on.
needs-another = It was { $organisation } that proposed it. Another organisation has to agree: !confirm
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
coordination-resolved = Alert { $code } is closed.
coordination-exhausted = Alert { $code }: more organisations are needed, and none is left to call. Please find help.
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
coordination-not-asked = Alert { $code }: my question to the defender, of { $at }, has not arrived. Please find out whether the defender is safe.
coordination-defender-cannot-read = Alert { $code }: the defender cannot read what I write, since it reaches no phone of theirs. Please find out whether the defender is safe.
coordination-defender-can-read = Alert { $code }: the defender can read what I write again.
coordination-unreadable = I cannot read what { $alias } wrote to me. I am asking for it again. Please find out whether { $alias } is safe.
coordination-withheld = I cannot read what { $name } writes: the app of { $name } gives me no key to it, and does not show that to { $name }. Please reach { $name } in another way, and help to verify me in Element.
coordination-attack = POSSIBLE ATTACK. { $place }, in the name of { $name }: { $what }. I took no notice of it. Please find out in another way whether it came from { $name }.
coordination-attack-again =
    POSSIBLE ATTACK. { $place }, last in the name of { $name }: { $what }. It has happened { $number ->
        [one] once more
       *[other] { $number } more times
    } since I told you. I took no notice of it.
attack-in-chat = The chat of { $name }
attack-in-coordination = The coordination room
attack-plaintext = a message came without encryption, as only a forger or a broken app sends it
attack-relabelled = a message was shown as theirs that somebody else wrote
attack-state = a message pretended to change the room
attack-wrong-room = a message from another room was put here
attack-tampered = a message was changed on its way
attack-replayed = an old message was sent once more
attack-edited = somebody tried to change a message of another person
attack-unsigned-device = somebody wrote from a phone or computer that its owner has not verified
attack-changed-identity = somebody wrote whose identity has changed, and no coordinator has confirmed the new one
coordination-stranger = { $person } has opened a chat with me and is not enrolled.
coordination-cannot-write = Alert { $code }: I can no longer write to the defender. Please find out whether the defender is safe.
coordination-room-closed = Alert { $code }: I can no longer write in the alert room. Please see to it now, and reach the organisations in another way.
coordination-not-invited = I could not invite { $person } into this room. Please reach them in another way.
coordination-cannot-join = { $person } has asked me into a chat that I cannot enter. Please ask them to begin a new chat with me.
coordination-not-locked = Alert { $code }: the alert is closed, and the server does not let me close its room for writing. Whatever is written there now, I no longer follow.
coordination-was-deaf = I was cut off from the server: it began at { $since } and was over at { $until }. I am handling now what people wrote to me in that time. { $due }
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
coordination-not-signed = I could not put my signature under the identity of { $who }: it is another one again. Please look at !people.
trust-how = Write !trust, the person as !people shows them, and the fingerprint that they have read to you themselves, in person or on the telephone. Do not copy it from !people: that would prove nothing. Comparing emoji is easier: !verify and the person
trust-nobody = I know nobody of that name. !people shows whom I know.
trust-no-key = I have seen no identity of { $who } yet. Ask them to set up verification in Element: Settings, then Encryption.
trust-old-key = That is the fingerprint which { $who } had before. The server shows another one now, so I still send nothing. Ask them to read you the one of today.
trust-other-key = That is not the fingerprint that the server shows for { $who }, so nothing has changed. Let them read it to you again, capital and small letters too. If it still differs, somebody may be between you: do not trust it, and reach them in another way.
trust-done = { $who } is verified: { $fingerprint }
trust-by-hand = { $who } was confirmed on my own machine, by “vigil identity trust”: { $fingerprint }
organisations-suspended = Suspended: { $names }
suspend-done =
    { $subject } is suspended: I call them for no alert, and from now on they can read nothing that I write. { $count ->
        [0] They were in no alert room.
        [one] I am removing them from 1 alert room.
       *[other] I am removing them from { $count } alert rooms.
    } To undo it, write !reinstate { $subject }
suspend-already = { $subject } is suspended already.
suspend-yourself = You cannot suspend yourself. Please ask another coordinator to do it.
suspend-defender = { $alias } is a defender. I suspend no defender: nobody is left alone. If somebody else may be writing in the name of { $alias }, please tell the organisations.
suspend-nearest = I know nobody called “{ $subject }”, so I have done nothing. Did you mean { $nearest }?
suspend-unknown = I know nobody called “{ $subject }”, so I have done nothing. !people and !organisations show whom I know.
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

## The commands.

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
help-line = { $usage } – { $what }
command-alert = call for help
command-ack = we are on it
command-pass = we cannot (and why, if you like)
command-checkin = ask the defender “are you safe?”, now or regularly
command-take = I am calling the defender
command-lead = who leads
command-note = a note for everybody, also for those who are called later
command-tell = pass these words on to the defender
command-bring-in = invite the defender into this room
command-resolve = I think that it is over, and why
command-confirm = I agree that it is over
command-deny = it is not over (and why, if you like)
command-status = how things stand
command-alerts = the open alerts
command-organisations = the partner organisations
command-defenders = the defenders, by alias
command-people = the people, and how sure I am of each
command-trust = I have made sure that this fingerprint is theirs
command-verify = compare emoji with this person, and answer whether they match
command-suspend = take this person or organisation out of everything at once
command-reinstate = let this person or organisation take part again
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
journal-defender-wrote = The defender wrote
journal-alarm-raised = The defender called for help again
journal-defender-reach-changed = Whether the defender can read Vigil has changed
journal-question-delivered = The question reached the defender
journal-check-in-asked = The defender was asked: are you safe?
journal-check-in-overdue = The defender had not answered
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
