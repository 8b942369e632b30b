### Ce que Vigil dit en français. Les mêmes phrases, avec les mêmes arguments, sont dans les autres fichiers.
### Les commandes (!ack) ne se traduisent pas. Une heure suit « à » ou « depuis », une durée suit « pendant », etc.
### En français, 0 se dit comme 1 : c'est pourquoi le nombre est toujours { $count }, jamais « 1 » tout écrit.
### On vouvoie, et on évite d'accorder au masculin ou au féminin ce qui est dit d'une personne.

## Quand : « 10:49 (dans 1 heure) », « 10:49 dimanche (il y a 2 jours) » ; « 10:49 » seul est la minute même.

clock-today = { $time }
clock-weekday = { $time } { $day }
clock-date = { $time } le { $date }
moment-now = { $clock }
moment-ahead = { $clock } (dans { $span })
moment-past = { $clock } (il y a { $span })

## À la personne en danger : le moins de mots possible.

need-help =
    Je suis là. Avez-vous besoin d'aide maintenant ?
    1 oui
    2 non, juste une question
need-help-again =
    Je n'ai pas encore de réponse de vous. Avez-vous besoin d'aide maintenant ?
    1 oui
    2 non, juste une question
taken-as-alert-threat = Ce que vous écrivez fait penser à un danger : je le prends comme un appel à l'aide. Si vous êtes en sécurité, écrivez : en sécurité
taken-as-alert-unanswered = Vous écrivez sans dire si vous avez besoin d'aide : je le prends comme un appel à l'aide. Si vous êtes en sécurité, écrivez : en sécurité
no-help-needed = D'accord. Si vous avez besoin d'aide, écrivez : alerte. Je ne peux pas répondre aux questions ; posez-les à votre coordination.
defender-raised =
    J'ai reçu votre alerte. Je cherche { $count ->
        [one] { $count } organisation
       *[other] { $count } organisations
    } pour vous aider. Ce que vous écrivez ou envoyez ici, je le leur transmets.
defender-raised-unprotected =
    J'ai reçu votre alerte. Je cherche { $count ->
        [one] { $count } organisation
       *[other] { $count } organisations
    } pour vous aider. Ce que vous écrivez ou envoyez ici, je le leur transmets.
    Attention : cette discussion n'est pas chiffrée. D'autres peuvent peut-être la lire.
defender-invited =
    { $count ->
        [one] { $count } organisation est invitée : { $names }.
       *[other] { $count } organisations sont invitées : { $names }.
    } Je vous dirai qui répond.
defender-called = J'appelle aussi { $name }.
defender-answered =
    { $count ->
        [one] { $count } organisation s'en occupe : { $names }.
       *[other] { $count } organisations s'en occupent : { $names }.
    }
defender-answered-unnamed =
    { $count ->
        [one] { $count } organisation s'en occupe.
       *[other] { $count } organisations s'en occupent.
    } Je ne donne pas de nom ici, car cette discussion n'est pas chiffrée.
defender-room-refused = Je n'arrive pas encore à joindre les organisations. Je continue d'essayer et je préviens la coordination. Si vous le pouvez, appelez quelqu'un de confiance.
defender-withdrawn = { $name } ne peut finalement pas venir. { $standing }
defender-withdrawn-nobody = { $name } ne peut finalement pas venir. Personne ne s'en occupe pour l'instant ; je cherche d'autres organisations.
defender-lapsed = Je n'ai plus de nouvelles de { $names } depuis un moment, et je ne compte plus dessus tant qu'il n'y en a pas. { $standing }
defender-lapsed-nobody = Je n'ai plus de nouvelles de { $names } depuis un moment, et je ne compte plus dessus tant qu'il n'y en a pas. Personne d'autre ne s'en occupe pour l'instant ; je cherche d'autres organisations.
defender-deserted = Personne ne vient encore, et je ne trouve pas d'autre organisation. Je préviens la coordination. Si vous le pouvez, appelez quelqu'un de confiance.
defender-relayed = Je transmets.
defender-relayed-plain = Je transmets. C'est arrivé sans chiffrement, donc n'importe qui a pu l'écrire : cela peut appeler à l'aide, mais je ne peux pas le prendre comme réponse que vous êtes en sécurité. Pour répondre, écrivez-moi dans une discussion chiffrée.
defender-alarm-passed-on = Je les alerte de nouveau, maintenant.
defender-not-over = Votre alerte reste ouverte, et je continue à vous demander si vous êtes en sécurité.
defender-resolved = Votre alerte est fermée. Je ne vous poserai plus de questions. Si vous avez besoin d'aide, écrivez : alerte
defender-status-none = Vous n'avez pas d'alerte ouverte. Si vous avez besoin d'aide, écrivez : alerte
defender-status-on-it =
    Votre alerte est ouverte. { $count ->
        [one] { $count } organisation s'en occupe : { $names }.
       *[other] { $count } organisations s'en occupent : { $names }.
    }
defender-status-waiting =
    Votre alerte est ouverte. { $count ->
        [0] Je cherche encore des organisations.
        [one] { $count } organisation est appelée et n'a pas encore répondu.
       *[other] { $count } organisations sont appelées et n'ont pas encore répondu.
    }
defender-status-open = Votre alerte est ouverte.
defender-call-too = Si vous le pouvez, appelez aussi quelqu'un de confiance.
told =
    Message de { $name } :
    { $text }
told-kept-back = Une organisation veut vous dire quelque chose. Je ne peux pas l'écrire ici, car cette discussion n'est pas chiffrée. Ouvrez avec moi une nouvelle discussion chiffrée, ou attendez un appel.
told-corrected =
    { $name } corrige des mots que je vous ai transmis. Les bons sont :
    { $text }
brought-in = Les organisations vous invitent dans leur salle : vous la trouverez dans la liste de vos discussions. Si quelqu'un prend votre téléphone, il pourra la lire. N'y entrez que si vous le voulez.
resolution-question =
    Une organisation pense que le danger est passé. Est-ce fini ?
    { $number } oui
    2 non
resolution-put-again =
    Je transmets. Pour fermer votre alerte, il me faut le numéro : est-ce fini ?
    { $number } oui
    2 non

## Les questions de sécurité. La réponse à « en sécurité » est aussi celle au mot de contrainte.

check-in =
    Êtes-vous en sécurité ?
    1 en sécurité
    2 pas en sécurité
    3 plus tard (ou : plus tard 2h)
check-in-again =
    Je n'ai pas encore de réponse de vous. Êtes-vous en sécurité ?
    1 en sécurité
    2 pas en sécurité
    3 plus tard (ou : plus tard 2h)
check-in-put-again =
    Je transmets. Et maintenant pour moi : êtes-vous en sécurité ?
    1 en sécurité
    2 pas en sécurité
    3 plus tard (ou : plus tard 2h)
check-in-safe = Merci. Je vous reposerai la question à { $at }.
check-in-later = Je vous reposerai la question à { $at }.
check-in-later-capped = Je ne peux pas attendre aussi longtemps. Je vous reposerai la question à { $at }.
check-in-not-safe = J'alerte tout le monde maintenant. Écrivez ce que vous pouvez, je le transmets.

## Dans les discussions directes.

direct-room-name = Vigil
stranger = Je suis Vigil. Je ne vous connais pas et ne peux pas lancer d'alerte pour vous. Je signale à la coordination que vous êtes là. Si vous êtes en danger, cherchez de l'aide autrement.
direct-welcome = Je suis Vigil. Votre organisation aide des personnes en danger. Quand l'une d'elles appelle à l'aide, je vous invite dans une salle : entrez-y aussitôt, lisez ce qu'il faut et répondez. Dans cette salle, !help montre ce que vous pouvez y faire. Merci de garder cette discussion : par elle, votre application me connaît. Il n'y a rien d'autre à faire ici.
direct-partner = Je suis là. Les alertes arrivent aux organisations partenaires comme des invitations dans une salle. !help montre ce que vous pouvez faire d'autre dans cette discussion.
page = ALERTE : ouvrez « { $room } ». Une personne en danger a besoin de vous.
page-again = ALERTE : « { $room } » vous attend toujours. Ouvrez-la maintenant : une personne en danger a besoin de vous.
page-over = « { $room } » est terminé. Vous n'avez plus rien à y faire.
answers-rest = Vous écrivez plus que je ne peux répondre. Je lis tout, mais pour le moment je réponds moins.
not-protected = Cette discussion n'est pas chiffrée, et je ne peux pas le changer. D'autres peuvent peut-être la lire. Mieux vaut ouvrir avec moi une nouvelle discussion chiffrée. En danger, écrivez quand même ici : alerte
not-handled = Je n'ai pas pu traiter un message envoyé ici à { $at }. Écrivez-le encore une fois, s'il vous plaît. J'ai prévenu la coordination.
unreadable = Je ne peux pas lire un message envoyé ici à { $at }. Merci de l'écrire de nouveau.
device-left-out-write = L'un de vos téléphones ou ordinateurs n'est pas vérifié, donc je n'y écris pas encore : écrivez-moi n'importe quoi depuis cet appareil, et je vous y écrirai aussi.
device-not-verified = Un de vos téléphones ou ordinateurs n'est pas vérifié : je ne lui envoie rien, et ce que vous y écrivez reste sans effet. Sur cet appareil, ouvrez Element, allez dans Paramètres, puis Sessions, et choisissez « Vérifier la session ».
not-heard-unsigned = Je n'ai pas tenu compte de ce que vous avez écrit, car le téléphone ou l'ordinateur utilisé n'est pas vérifié : sur cet appareil, ouvrez Element, allez dans Paramètres, puis Sessions, choisissez « Vérifier la session », et écrivez-le de nouveau.
not-heard-changed = Je n'ai pas tenu compte de ce que vous avez écrit, car votre identité dans Element n'est pas celle que je connais : appelez la coordination, qui peut s'assurer que c'est bien vous, puis écrivez-le de nouveau.
withheld = Je ne peux pas lire ce que vous écrivez ici, car votre application ne me donne pas la clé : ouvrez mon profil dans Element et choisissez « Vérifier » ; allez dans Paramètres, puis Chiffrement, et désactivez « Dans les salons chiffrés, envoyez des messages uniquement aux utilisateurs vérifiés » ; puis écrivez-le de nouveau.

## Dans la salle d'alerte : le résumé, et où on en est.

room-name = Salle { $code }
room-name-over = { $room } (terminé)
brief =
    ALERTE { $code } : { $alias } a besoin d'aide.
    { $lines }
brief-duress = MOT DE CONTRAINTE : { $alias } agit peut-être sous la contrainte et sous surveillance. Ne montrez en rien que vous le savez. N'appelez pas { $alias }, n'écrivez pas à { $alias }.
brief-alarm = { $alias } a de nouveau donné l'alarme.
brief-inferred-threat = { $alias } n'a pas demandé de l'aide en toutes lettres : j'ai lancé cette alerte à cause de ce que { $alias } a écrit.
brief-inferred-unanswered = { $alias } n'a pas demandé de l'aide en toutes lettres : j'ai lancé cette alerte parce que { $alias } a écrit plusieurs fois sans dire si de l'aide est nécessaire.
brief-area = Zone : { $area }
brief-languages = Langues : { LANGUAGES($languages) }
brief-words = { $alias } a écrit à { $at } : « { $words } »
brief-no-words = { $alias } a demandé de l'aide à { $at } et n'a rien écrit de plus.
brief-called = { $alias } a demandé de l'aide à { $at }.
brief-not-protected = La discussion avec { $alias } n'est pas chiffrée : d'autres peuvent lire ce qu'on envoie à { $alias }.
brief-since = { $alias } a écrit à { $at } : « { $words } »
brief-corrected = { $alias } a corrigé à { $at } : « { $words } »
brief-reply = { $alias } a écrit à { $at }, en réponse à « { $quotes } » : « { $words } »
brief-unverified = { $alias } écrit depuis un appareil non vérifié : c'est peut-être celui de quelqu'un d'autre.
brief-identity-changed = L'identité de { $alias } a changé : quelqu'un d'autre écrit peut-être à sa place. Tant que la coordination ne s'en est pas assurée, je ne dis rien de vos plans à { $alias }.
brief-answer =
    Répondez maintenant, s'il vous plaît :
    !ack – nous nous en occupons
    !pass – nous ne pouvons pas
    !help montre ce que vous pouvez faire d'autre ici.
status =
    { $code }, { $alias }
    { $lines }
status-raised = Lancée à { $at }.
status-on-it =
    { $count ->
        [one] { $count } organisation s'en occupe : { $names }.
       *[other] { $count } organisations s'en occupent : { $names }.
    }
status-nobody = Personne ne s'en occupe encore.
status-waiting = Pas encore de réponse : { $names }.
status-passed = Ne peuvent pas aider : { $names }.
status-lapsed = Sans nouvelles depuis longtemps, et sans réponse : { $names }.
status-released = Plus nécessaires : { $names }.
status-doubted = Identité changée, pas encore confirmée : { $names }.
status-lead = Responsable : { $lead }.
status-note = Note de { $by } : { $text }
status-proposal = { $by } pense que c'est fini : « { $reason } ». Une autre organisation répond : !confirm { $number } ou !deny
status-resolved = Fermée à { $at }.
status-asked = J'ai posé la question à { $alias } à { $at } et n'ai pas encore de réponse.
status-not-asked = { $alias } n'a pas encore reçu ma question, posée à { $at }.
status-next = Je reposerai la question à { $alias } à { $at }.
status-said-safe = { $alias } a répondu à { $at } : en sécurité.
status-said-not-safe = { $alias } a répondu à { $at } : PAS en sécurité.
status-said-later = { $alias } a répondu à { $at } : plus tard.
status-said-duress = { $alias } a écrit le mot de contrainte à { $at }. Ce que { $alias } écrit est peut-être forcé. Ne montrez en rien que vous le savez.

## Dans la salle d'alerte : qui vient.

acknowledged = { $name } s'en occupe. { $standing }
passed = { $name } ne peut pas. { $standing }
passed-because = { $name } ne peut pas : « { $why } ». { $standing }
on-it =
    { $count ->
        [one] { $count } sur { $wanted } s'en occupe.
       *[other] { $count } sur { $wanted } s'en occupent.
    }
on-it-waiting =
    { $count ->
        [one] { $count } sur { $wanted } s'en occupe ; j'attends { $names }.
       *[other] { $count } sur { $wanted } s'en occupent ; j'attends { $names }.
    }
nudge = { $name }, je ne compte pas cela comme une réponse. Écrivez : !ack (nous nous en occupons) ou !pass (nous ne pouvons pas)
organisation-called = J'appelle { $name }.
organisation-called-by = { $by } me demande d'appeler { $name }. J'appelle.
called-again = { $name }, je vous le demande encore une fois : pouvez-vous venir ? Répondez, s'il vous plaît : !ack ou !pass
called-again-by = { $name }, { $by } vous le demande encore une fois : pouvez-vous venir ? Répondez, s'il vous plaît : !ack ou !pass
organisation-gone = Personne de { $name } n'est joignable ici.
acknowledgement-overdue = { $name }, je n'ai pas encore votre réponse. Répondez, s'il vous plaît : !ack ou !pass
others-asked = Pas encore de réponse de { $name }. Je demande aussi à leurs autres membres.
fallback-asked = Toujours pas de réponse de { $name }. Je demande à la personne désignée pour ce cas.
organisation-silent = { $name } : pas de réponse à temps. Leur aide reste la bienvenue.
escalated = { $by } ne veut plus attendre. Je passe maintenant à l'étape suivante.
still-on-it = { $names }, vous en occupez-vous toujours ? Je n'ai pas de vos nouvelles depuis longtemps. Un mot ici suffit.
still-on-it-again = { $name }, vous en occupez-vous toujours ? Écrivez un mot ici, s'il vous plaît.
still-on-it-lapsed = Je ne compte plus sur { $names } : il n'y a pas eu de réponse. Un mot de leur part suffit pour y revenir.
still-on-it-back = { $name } s'en occupe de nouveau.
released = { $by } dit que { $name } n'est plus nécessaire. { $standing }
level-changed = { $by } a mis le niveau sur { $level } : « { $why } ». !policy montre ce que cela veut dire.
handover-asked = { $by } voudrait que { $to } prenne le relais. { $to }, répondez, s'il vous plaît : !accept ou !decline
handover-accepted = { $name } prend le relais de { $before }. { $standing }
handover-accepted-inside = { $name } a passé le relais à une autre personne de l'organisation, et continue de s'en occuper.
handover-declined = { $name } ne prend pas le relais. { $by }, vous vous en occupez toujours.
handover-lapsed = { $name } n'a pas répondu pour le relais. { $by }, vous vous en occupez toujours.
alert-nearby = Il y a une autre alerte à proximité : { $code }. La coordination connaît les deux.
merged = La coordination a réuni cette alerte avec { $code } : les organisations de chacune sont appelées à l'autre. Ici, c'est toujours { $alias } que nous protégeons ; rien de ce que { $alias } écrit ne va dans l'autre salle, et rien n'en vient.
rota-exhausted = Il ne reste plus d'autre organisation à appeler. Je préviens la coordination.
invitation-failed = Je n'ai pas pu inviter { $names }. Je préviens la coordination. Si vous pouvez les joindre, faites-le.
invitation-waits = Mon invitation à { $names } ne peut pas encore partir. Je continue d'essayer. Si vous pouvez les joindre, faites-le.
cannot-read = Cette salle n'est pas encore lisible pour { $names }. Je préviens la coordination. Si vous pouvez les joindre, demandez-leur d'ouvrir Element.
can-read = Cette salle est maintenant lisible pour { $names }.
cannot-read-unverified = Cette salle n'est pas encore lisible pour { $names } : leur appareil n'est pas vérifié. Je préviens la coordination. Si vous pouvez les joindre, demandez-leur de le vérifier dans Element.
device-left-out = Un appareil de { $names } ne peut pas encore lire ceci : il n'est pas vérifié. J'explique à son propriétaire ce qu'il faut faire.
not-heard-in-room = { $name } : ce qui vient d'être écrit ici en votre nom ne compte pas, car le téléphone ou l'ordinateur utilisé n'est pas vérifié. S'il est à vous : sur cet appareil, ouvrez Element, allez dans Paramètres, puis Sessions, choisissez « Vérifier la session », et écrivez-le de nouveau.
identity-changed = L'identité de { $names } a changé : c'est peut-être un nouveau téléphone, ou quelqu'un d'autre. Tant que la coordination ne s'en est pas assurée, ce que j'écris ici ne leur est plus lisible, et ce qui vient de leur part ne compte pas. Si vous le pouvez, appelez-les.
identity-settled = La coordination a confirmé l'identité de { $names } : cette salle leur est de nouveau lisible, et ce qui vient de leur part compte.
organisation-cut-off = Personne n'a encore confirmé l'identité de { $name }, et je n'arrive pas à les joindre ici. Si vous le pouvez, appelez-les. Je cherche aussi une autre organisation.
people-suspended = La coordination a suspendu { $names }. Je les retire de cette salle ; ce que j'écris ne leur est plus lisible.
people-reinstated = La coordination laisse de nouveau participer { $names }. Je les invite.
proposal-lapsed = C'est { $by } qui a proposé de fermer l'alerte, et je ne sais plus qui l'a vraiment écrit. La proposition ne compte plus, et l'alerte continue.

## Dans la salle d'alerte : quand quelqu'un y touche.

intruder = { $person } est dans cette salle sans que je l'aie voulu. Je l'en retire ; ce que j'écris ne lui est pas lisible.
room-altered = Quelqu'un d'autre a modifié cette salle : { $what }. Je remets tout en ordre. Ce que j'écris reste chiffré pour vous seuls.
room-replaced = Quelqu'un a marqué cette salle comme fermée et remplacée par une autre. Ce n'était pas moi : n'y allez pas, et continuez à écrire ici.
room-unheard = Depuis { $since }, il me manque une partie de ce qu'on m'a écrit au sujet de cette alerte : l'autre serveur ne me la donne pas. Je continue à la demander. Jusqu'à { $until }, je ne tiens le silence de personne pour un silence ; ensuite, de nouveau. Si vous pouvez appeler la personne qui a besoin d'aide, appelez-la maintenant.
altered-encryption = son chiffrement
altered-powers = qui peut y faire quoi
altered-history = qui peut lire ce qui a été écrit avant
altered-entry = qui peut y entrer
altered-servers = quels serveurs y participent
altered-successor = elle est marquée comme remplacée par une autre

## Dans la salle d'alerte : ce que la personne envoie et répond.

relay-text = { $alias } : { $text }
relay-edited = { $alias } (corrigé) : { $text }
relay-reply =
    { $alias }, en réponse à « { $quotes } » :
    { $text }
relay-other = { $alias } a envoyé quelque chose que je ne peux pas montrer ici : { $text }
relay-picture = Image de { $alias }
relay-video = Vidéo de { $alias }
relay-voice = Message vocal de { $alias }
relay-file = Fichier de { $alias }
relay-location = Position de { $alias }
relay-place =
    { $place }
    { $latitude }, { $longitude }
    { $link }
relay-unprotected =
    PAS CHIFFRÉ, donc peut-être écrit par quelqu'un d'autre :
    { $text }
relay-late =
    EN RETARD, donc cela ne répond à rien de ce que j'ai demandé depuis :
    { $text }
unreadable-in-room = { $alias } a envoyé à { $at } quelque chose que je ne peux pas lire. Je demande un nouvel envoi.
cannot-write = Je ne peux plus écrire à { $alias }. Qui peut joindre { $alias } autrement ?
defender-cannot-read = { $alias } ne peut pas lire ce que j'écris : rien n'arrive sur son téléphone. Qui peut joindre { $alias } autrement ?
defender-can-read = { $alias } peut de nouveau lire ce que j'écris.
defender-unverified = { $alias } écrit depuis un appareil non vérifié : c'est peut-être celui de quelqu'un d'autre. Je transmets tout quand même.
defender-verified = { $alias } écrit de nouveau depuis un appareil vérifié.
identity-changed-defender = L'identité de { $alias } a changé : c'est peut-être un nouveau téléphone, ou quelqu'un d'autre. Avant de croire ce qui est écrit, posez une question à laquelle seul { $alias } peut répondre, et dites le résultat à la coordination. Tant qu'elle ne s'en est pas assurée, je ne dis rien de vos plans à { $alias }.
identity-changed-duress = L'identité de { $alias } a changé : c'est peut-être un nouveau téléphone, ou quelqu'un d'autre. Ne montrez en rien que vous le savez. Tant que la coordination ne s'en est pas assurée, je ne dis rien de vos plans à { $alias }.
plans-kept-back = Je n'ai pas transmis à { $alias } ce que je voulais dire en dernier de vos plans : aucun téléphone n'y est vérifié par l'identité que je connais. Qui peut joindre { $alias } autrement ?
device-left-out-defender = { $alias } a un autre téléphone ou ordinateur qui n'est pas vérifié. J'y écrirai dès que { $alias } m'aura écrit depuis cet appareil.
identity-settled-defender = La coordination a confirmé que c'est bien { $alias } qui écrit. Je dis de nouveau à { $alias } qui répond, et je transmets ce que vous dites avec !tell.
reads-along-again = Désormais { $alias } peut de nouveau lire ce que vous écrivez ici.
alarm-again = ALARME ! { $alias } demande de nouveau de l'aide. Qui peut agir maintenant ? Répondez : !take
answered-safe = { $alias } répond : en sécurité (« { $words } »).
answered-later = { $alias } veut répondre plus tard (« { $words } »). Je reposerai la question à { $at }.
answered-not-safe =
    ALARME ! { $alias } n'est PAS en sécurité : « { $words } »
    Qui peut agir maintenant ? Répondez : !take
answered-duress =
    ALARME SILENCIEUSE ! { $alias } a écrit le mot de contrainte : « { $words } »
    { $alias } agit peut-être sous la contrainte et sous surveillance. Je réponds comme si tout allait bien. Ne montrez en rien que vous le savez : n'appelez pas { $alias }, n'écrivez pas à { $alias }.
    Qui peut agir maintenant ? Répondez : !take
alarm-unheeded = Personne ne s'est chargé de l'alarme de { $alias }, donnée à { $at }. Qui peut agir maintenant ? Répondez : !take
alarm-unheeded-calling = Personne ne s'est chargé de l'alarme de { $alias }, donnée à { $at }. Je cherche une autre organisation et je préviens la coordination. Qui peut agir maintenant ? Répondez : !take
alarm-unheeded-duress = ALARME SILENCIEUSE, donnée à { $at } : personne ne s'en est chargé. { $alias } agit peut-être sous la contrainte et sous surveillance : ne montrez en rien que vous le savez. Qui peut agir maintenant ? Répondez : !take
alarm-taken = { $by } se charge de l'alarme de { $alias }.
check-in-asked = { $by } veut savoir : je pose la question à { $alias } maintenant.
check-in-every = Décision de { $by } : désormais j'attends { $every } avant de reposer la question à { $alias }.
check-in-every-longer = Décision de { $by } : désormais j'attends { $every } avant de reposer la question à { $alias }, au lieu de { $usual }. Qui n'est pas d'accord le change : !checkin every 30m
check-in-taken = { $by } appelle { $alias }. Je reposerai la question à { $alias } à { $at }.
ladder-asked-again = J'ai posé la question à { $alias } à { $at } et n'ai pas de réponse. Je la repose.
ladder-who-will-call = Pas de réponse de { $alias } depuis { $at }. Qui appelle { $alias } ? Répondez : !take
ladder-calling-another = Toujours pas de réponse de { $alias } depuis { $at }. Je cherche une autre organisation et je préviens la coordination. Qui appelle { $alias } ? Répondez : !take
ladder-not-gone-out = Je n'arrive pas à joindre { $alias } : ma question, posée à { $at }, n'est pas partie. Qui appelle { $alias } ? Répondez : !take
ladder-cannot-read = Je n'arrive pas à joindre { $alias } : ma question, posée à { $at }, n'est lisible sur aucun de ses téléphones. Qui appelle { $alias } ? Répondez : !take
ladder-cannot-write = Je n'arrive pas à joindre { $alias } : le serveur refuse ma question, posée à { $at }. Qui appelle { $alias } ? Répondez : !take

## Dans la salle d'alerte : le travail.

update = Personne n'a écrit ici depuis { $every }. Où en est-on ?
update-lead = { $lead }, vous êtes responsable : où en est-on ? Personne n'a écrit ici depuis { $every }.
lead-taken = { $lead } est maintenant responsable.
noted = La note de { $by } est gardée. Qui sera appelé plus tard la lira.
note-corrected = La note de { $by } est corrigée. Qui sera appelé plus tard ne lira que la nouvelle.
policy =
    La salle { $code } suit « { $level } ». Sans réponse d'une organisation :
    { $lines }
policy-remind = Après { $span }, je la relance.
policy-others = Après encore { $span }, je demande à ses autres membres.
policy-fallback = Après encore { $span }, je demande à la personne désignée pour ce cas.
policy-next = Après encore { $span }, j'appelle l'organisation suivante.
policy-quorum-anchor = C'est assez quand l'organisation pilier s'en occupe, et d'autres : { $count }.
policy-quorum = C'est assez quand autant s'en occupent : { $count }.
policy-still-on-it = À qui s'en occupe et ne dit rien pendant { $span }, je redemande.
policy-enough = Pour l'instant, c'est assez.
policy-not-enough = Pour l'instant, ce n'est pas encore assez.
why =
    Pourquoi j'ai appelé qui, salle { $code } :
    { $lines }
why-line = { $name } : { $reasons }.
why-more = { $reasons } ; { $another }
why-anchor = l'organisation pilier
why-stands-in = remplace l'organisation pilier
why-area = travaille dans cette zone
why-language = parle une des langues
why-offers = offre ce qu'il faut
why-fewest-calls = moins souvent appelée ces derniers temps
why-longest-ago = appelée il y a le plus longtemps
why-even = à égalité avec d'autres ; l'ordre de la liste a décidé
why-nobody-else = il n'en restait pas d'autre qui convienne autant
why-merged = s'occupe d'une alerte réunie avec celle-ci
why-by = à la demande de { $by }
why-unknown = la raison n'a pas été gardée
told-room = Je le transmets à { $alias }.
told-room-unread = J'essaie de le transmettre, mais je n'arrive pas à joindre { $alias } en ce moment. Qui peut joindre { $alias } autrement ?
brought-in-room = { $by } souhaite la présence de { $alias } : j'invite { $alias } dans cette salle. Désormais { $alias } peut lire ce que vous écrivez.

## Dans la salle d'alerte : la fin.

resolution-proposed =
    { $by } pense que c'est fini : « { $reason } »
    Une autre organisation doit être d'accord. Répondez : !confirm { $number }, ou !deny et pourquoi. D'ici là, tout continue.
resolution-reminder = { $by } pense que c'est fini, et personne n'a répondu. Êtes-vous d'accord ? Répondez : !confirm { $number }, ou !deny et pourquoi
resolution-denied = Pour { $by }, ce n'est pas fini. L'alerte continue.
resolution-denied-because = Pour { $by }, ce n'est pas fini : « { $why } ». L'alerte continue.
resolved = { $by } est d'accord. L'alerte est fermée. Vous pouvez encore écrire ici pendant { $cooling }.
room-locked = On ne peut plus que lire dans cette salle. { $retention } après la fin de l'alerte, je la quitterai et j'effacerai ce que j'ai gardé.

## Ce qui n'est pas possible, à qui l'a demandé.

answer-is-older = Ceci a été envoyé à { $at }, et je n'ai posé la question que plus tard. Si c'est toujours ce que vous voulez, écrivez-le encore une fois.
came-late = Ceci est arrivé en retard : vous avez écrit depuis autre chose, qui est arrivé avant. Si c'est toujours ce que vous voulez, écrivez-le encore une fois.
unknown-command = Je ne connais pas !{ $word }. Vouliez-vous dire { $nearest } ?
command-corrected = Vous avez corrigé un message que j'ai déjà exécuté, ou que je ne connais plus. Je ne l'exécute pas une deuxième fois. Si vous voulez autre chose, écrivez-le dans un nouveau message.
command-needs = Ce n'est pas complet. Écrivez : { $usage } – { $what }
checkin-every-bounds = Choisissez entre { $least } et { $most }, par exemple : !checkin every 30m
not-allowed = Vous ne pouvez pas faire cela ici.
reply-to-old =
    Ce message date de { $at }, et il s'est passé autre chose depuis. Je pars de la situation actuelle :
    { $lines }
not-called = Seule une organisation qui a été appelée peut faire cela.
already-on-it = { $organisation } s'en occupe déjà.
already-passed = { $organisation } a déjà dit ne pas pouvoir. Si vous pouvez aider malgré tout : !ack
already-released = Il a déjà été dit que { $organisation } n'est plus nécessaire.
nobody-left-to-call = Il ne reste plus d'autre organisation à appeler.
nobody-left-who-offers = Parmi celles qui restent à appeler, aucune n'offre cela : { $offer }.
cannot-be-called = { $organisation } ne peut pas être appelée pour cette alerte.
no-such-organisation = Je ne connais pas d'organisation du nom de « { $name } », je n'ai donc rien fait.
no-such-organisation-nearest = Je ne connais pas d'organisation du nom de « { $name } », je n'ai donc rien fait. Vouliez-vous dire { $nearest } ?
no-such-level = Ce niveau n'existe pas. Il y a : { $names }.
level-already = Le niveau est déjà { $level }.
handover-not-on-it = Seule une organisation qui s'en occupe peut passer le relais.
handover-not-here = Cette personne n'est pas dans cette salle. Écrivez !handover et le nom d'une organisation.
handover-to-yourself = C'est vous. Écrivez !handover et le nom d'une autre organisation, ou l'adresse Matrix d'une collègue ou d'un collègue.
nothing-handed-over = Personne ne vous passe le relais en ce moment, je n'ai donc rien fait : vous vous en occupez. Si vous ne pouvez finalement pas venir : !pass
already-proposed = C'est déjà proposé. Répondez : !confirm { $number }, ou !deny et pourquoi
already-resolved = Cette alerte est fermée.
already-brought-in = L'invitation de { $alias } est déjà envoyée.
nothing-proposed = Personne n'a proposé de fermer cette alerte. Pour le proposer, écrivez !resolve et pourquoi.
nothing-to-take = Je n'attends pas de réponse de { $alias }, et aucune alarme n'attend quelqu'un : il n'y a rien à prendre en charge.
needs-another = C'est { $organisation } qui l'a proposé. Une autre organisation doit être d'accord : !confirm { $number }
confirm-the-number = { $by } pense que c'est fini : « { $reason } ». Si vous êtes d'accord, écrivez aussi le numéro de cette proposition : !confirm { $number }
lead-not-here = Seule une personne des organisations appelées peut être responsable. Écrivez !lead me, ou !lead et l'adresse Matrix de la personne.
check-in-running = J'ai posé la question à { $alias } à { $at } et j'attends la réponse.
covert-no-check-in = { $alias } est peut-être sous surveillance, et rien ne doit montrer qu'une alerte est ouverte. Je ne pose pas la question.
covert-no-tell = { $alias } est peut-être sous surveillance, et rien ne doit montrer qu'une alerte est ouverte. Je ne transmets pas.
covert-no-bring-in = { $alias } est peut-être sous surveillance, et rien ne doit montrer qu'une alerte est ouverte. Je n'envoie pas d'invitation.
doubted-no-tell = L'identité de { $alias } a changé : je ne sais pas qui le lirait, et je ne le transmets pas. Il faut poser une question à laquelle seul { $alias } peut répondre ; quand la coordination l'aura confirmé avec !trust, je transmettrai de nouveau.
doubted-no-bring-in = L'identité de { $alias } a changé : je ne sais pas qui viendrait, et je n'envoie pas d'invitation. Il faut poser une question à laquelle seul { $alias } peut répondre ; ensuite la coordination le confirme avec !trust.

## À la coordination : comment vont les alertes, jamais ce qu'elles contiennent.

coordination-room-name = Coordination
coordination-raised = L'alerte { $code } est lancée.
coordination-resolved = L'alerte { $code } est fermée. Notifications envoyées : { $count }.
coordination-exhausted = Alerte { $code } : il faut d'autres organisations, et il n'en reste aucune à appeler. Cherchez de l'aide.
coordination-exhausted-silent = Alerte { $code } : il faut d'autres organisations, et il n'en reste aucune à appeler. Pas encore de réponse de { $names }. Je continue à demander à celles que je peux joindre ici : appelez-les toutes, et cherchez de l'aide.
coordination-gap = Alerte { $code } : personne de { $name } n'est de garde, j'appelle donc tous leurs membres.
coordination-lapsed = Alerte { $code } : je ne compte plus sur { $names } : ils s'étaient mis en route, et ne me répondent plus.
coordination-level = Alerte { $code } : les partenaires ont mis le niveau sur { $level }.
with-telephones =
    { $text }
    { $lines }
telephones-line = Téléphone de { $name } : { $numbers }
coordination-merged = { $text } Elle a été traitée ensemble avec { $names }.
merge-ask =
    Les alertes { $code } et { $other } vont être réunies. Chacune garde sa salle et sa personne défendue, et qui est appelé lit son résumé :
    { $lines }
merge-done =
    Les alertes { $code } et { $other } sont réunies. Chacune garde sa salle et sa personne défendue.
    { $lines }
merge-calls = Aussi à { $code } : { $names }
merge-nobody = Aussi à { $code } : personne. Toutes y sont déjà, ou sont exclues, absentes ou suspendues.
merge-itself = C'est la même alerte. Écrivez les codes de deux alertes.
merge-exercise = { $code } est un exercice.
merge-closed = { $code } est close. Les deux doivent être ouvertes.
merge-already = { $code } et { $other } sont déjà réunies.
coordination-cluster = Les alertes { $code } et { $other } sont dans la même zone. Elles sont peut-être liées.
coordination-room-refused = Alerte { $code } : je n'obtiens pas de salle du serveur, donc aucune organisation n'est encore invitée. Je continue d'essayer. Occupez-vous-en maintenant, s'il vous plaît.
coordination-invitation-failed = Alerte { $code } : je n'ai pas pu inviter { $names }. Essayez de les joindre autrement.
coordination-invitation-waits = Alerte { $code } : l'invitation de { $names } ne peut pas encore partir, car leur serveur ne répond pas. Je continue d'essayer. Essayez de les joindre autrement.
coordination-cannot-read = Alerte { $code } : la salle n'est pas encore lisible pour { $names }. Demandez-leur d'ouvrir Element.
coordination-can-read = Alerte { $code } : la salle est maintenant lisible pour { $names }.
coordination-cannot-read-unverified = Alerte { $code } : la salle n'est pas encore lisible pour { $names }, car leur appareil n'est pas vérifié. Demandez-leur de le vérifier dans Element.
coordination-cut-off = Alerte { $code } : personne n'a encore confirmé que c'est bien { $name } qui écrit sous ce nom. La salle ne leur est pas lisible, et je cherche une autre organisation. Appelez-les, et confirmez-le avec !trust.
coordination-intruder = Alerte { $code } : { $person } est dans la salle d'alerte sans que je l'aie voulu. Je l'en retire ; ce que j'écris ne lui est pas lisible. Cherchez comment cela a pu arriver.
coordination-room-altered = Alerte { $code } : quelqu'un d'autre a modifié la salle d'alerte : { $what }. Je remets tout en ordre. Cherchez qui l'a fait.
coordination-silent = Alerte { $code } : pas de réponse de { $name } à temps.
coordination-check-in-missed = Alerte { $code } : j'ai posé la question à la personne en danger à { $at } et n'ai pas de réponse. Je cherche une autre organisation.
coordination-duress = Alerte { $code } : MOT DE CONTRAINTE. La personne agit peut-être sous la contrainte et peut lire la salle d'alerte : je n'y dis donc rien. Prévenez maintenant les organisations par un autre moyen : { $names }. Demandez-leur de ne rien en écrire dans la salle.
coordination-duress-unheard = Alerte { $code } : MOT DE CONTRAINTE. La personne agit peut-être sous la contrainte, et aucune organisation n'est encore dans la salle. Appelez les organisations maintenant. N'appelez pas la personne et ne lui écrivez pas.
coordination-alarm = Alerte { $code } : la personne en danger appelle de nouveau à l'aide, et aucune organisation n'est encore dans la salle. Appelez les organisations maintenant.
coordination-alarm-unheeded = Alerte { $code } : la personne en danger a donné l'alarme à { $at }, et aucune organisation n'a dit qu'elle s'en charge. J'en cherche une autre. Appelez les organisations maintenant.
coordination-duress-unheeded = Alerte { $code } : la personne a écrit le MOT DE CONTRAINTE à { $at }, et aucune organisation n'a dit qu'elle s'en charge. J'en cherche une autre. Appelez les organisations maintenant. N'appelez pas la personne et ne lui écrivez pas.
coordination-not-asked = Alerte { $code } : ma question à la personne en danger, posée à { $at }, n'est pas arrivée. Vérifiez si elle est en sécurité.
coordination-defender-cannot-read = Alerte { $code } : la personne en danger ne peut pas lire ce que j'écris, car rien n'arrive sur son téléphone. Vérifiez si elle est en sécurité.
coordination-defender-can-read = Alerte { $code } : la personne en danger peut de nouveau lire ce que j'écris.
coordination-unanswered = { $alias } m'a écrit et ne dit pas, depuis deux minutes, si de l'aide est nécessaire. J'ai reposé la question. Vérifiez si { $alias } est en sécurité.
coordination-unreadable = Je ne peux pas lire ce que { $alias } m'a écrit. Je demande un nouvel envoi. Vérifiez si { $alias } est en sécurité.
coordination-withheld = Je ne peux pas lire ce qu'écrit { $name } : son application ne me donne pas la clé, et ne le montre pas à { $name }. Joignez { $name } autrement, et aidez à me vérifier dans Element.
coordination-attack = ATTAQUE POSSIBLE. { $place }, au nom de { $name } : { $what }. Je n'en ai pas tenu compte. Vérifiez autrement si cela vient de { $name }.
coordination-attack-again =
    ATTAQUE POSSIBLE. { $place }, en dernier au nom de { $name } : { $what }. C'est arrivé encore { $number ->
        [one] { $number } fois
       *[other] { $number } fois
    } depuis que je vous l'ai dit. Je n'en ai pas tenu compte.
encryption-hidden = ATTAQUE POSSIBLE. La discussion de { $name } est chiffrée, et le serveur le cache. Je n'y écris que chiffré. Ce qui y arrive sans chiffrement peut appeler à l'aide, et rien d'autre. Vérifiez autrement si { $name } est en sécurité.
attack-in-chat = La discussion de { $name }
attack-in-coordination = La salle de coordination
attack-plaintext = un message est arrivé sans chiffrement, comme seul un faussaire ou une application défectueuse en envoie
attack-relabelled = un message écrit par quelqu'un d'autre a été montré sous ce nom
attack-state = un message faisait semblant de changer la salle
attack-wrong-room = un message d'une autre salle a été placé ici
attack-tampered = un message a été modifié en route
attack-replayed = un ancien message a été envoyé une seconde fois
attack-edited = quelqu'un a essayé de modifier le message d'une autre personne
attack-changed-identity = quelqu'un a écrit, dont l'identité a changé et que la coordination n'a pas encore confirmée
coordination-stranger = { $person } a ouvert une discussion avec moi et ne figure pas parmi les inscrits.
coordination-cannot-write = Alerte { $code } : je ne peux plus écrire à la personne en danger. Vérifiez si elle est en sécurité.
coordination-room-closed = Alerte { $code } : je ne peux plus écrire dans la salle d'alerte. Occupez-vous-en maintenant et joignez les organisations autrement.
coordination-not-invited = Je n'ai pas pu inviter { $person } dans cette salle. Essayez de joindre cette personne autrement.
coordination-cannot-join = { $person } m'a proposé une discussion où je n'arrive pas à entrer. Demandez-lui d'en ouvrir une nouvelle avec moi.
coordination-not-locked = Alerte { $code } : l'alerte est close, et le serveur ne me laisse pas fermer sa salle à l'écriture. Je ne suis plus ce qui s'y écrit.
coordination-was-deaf = La liaison avec le serveur s'est interrompue à { $since } et s'est rétablie à { $until }. Je traite maintenant ce qu'on m'a écrit pendant ce temps. { $due }
coordination-strangers-many = De très nombreuses personnes qui ne sont pas inscrites appellent à l'aide dans des discussions avec moi. Pendant une heure, je n'en nomme plus aucune ; c'est peut-être un programme.
coordination-unheard = Alerte { $code } : depuis { $since }, il me manque une partie de ce qu'on m'a écrit, parce qu'un autre serveur ne me la donne pas. Je continue à la demander. Jusqu'à { $until }, je n'y tiens le silence de personne pour un silence.
coordination-was-down = J'étais à l'arrêt, ou coupé du serveur : cela a commencé à { $since } et s'est terminé à { $until }. Je traite maintenant ce qu'on m'a écrit pendant ce temps. { $due }
meanwhile-nothing-due = Rien de ce que j'avais à faire dans une alerte n'est arrivé à échéance entre-temps.
meanwhile-due =
    { $count ->
        [one] { $count } chose que j'avais à faire est arrivée à échéance entre-temps ; si elle est encore utile, je la fais maintenant. Alerte : { $alerts }
       *[other] { $count } choses que j'avais à faire sont arrivées à échéance entre-temps ; celles qui sont encore utiles, je les fais maintenant. Alertes : { $alerts }
    }
coordination-clock-forward = L'horloge de ma machine a été avancée de { $span }. Ce qui devait se passer entre-temps se passe maintenant. Vérifiez que la machine est à l'heure.
coordination-clock-back = L'horloge de ma machine a été reculée de { $span }. Je ne recule pas avec elle : rien n'est demandé deux fois, et rien n'est oublié. Les heures que j'indique sont maintenant en avance de { $ahead } sur celles de la machine et les rejoindront peu à peu. Vérifiez que la machine est à l'heure.
coordination-clock-leap = L'horloge de ma machine a été avancée de { $span }. Mon serveur ne le confirme pas ; je ne la suis donc pas : je continue au rythme habituel, à partir de l'heure que j'avais. Remettez la machine à l'heure. Si elle est à l'heure maintenant, redémarrez-moi dès que le serveur indique la même heure.
coordination-clock-leap-over = L'horloge de ma machine est revenue de son saut, à peu près à l'heure que j'avais. Rien n'a été effacé ni demandé à cause de cela.
coordination-clock-followed = L'horloge de ma machine a été avancée de { $span } et mon serveur indique la même heure ; je la suis donc maintenant. Au cas où les deux se tromperaient, je n'efface rien et ne ferme aucune salle jusqu'à { $until }. Vérifiez d'ici là que la machine est à l'heure.
coordination-clock-set-right = L'horloge de ma machine était fausse, et je la suivais ; elle est de nouveau à l'heure, { $span } plus tôt, et mon serveur est d'accord. Je suis désormais la bonne heure : rien n'est demandé deux fois, et rien n'est oublié.
coordination-set-aside = Quelque chose que je dois faire échoue sans cesse, par une erreur de mon programme. Je l'ai mis de côté et je continue tout le reste. Voyez où en sont les alertes ouvertes, et appelez la personne qui s'occupe de moi.
coordination-set-aside-action = Alerte { $code } : quelque chose que je dois envoyer ou faire échoue sans cesse, par une erreur de mon programme. Je l'ai mis de côté et je continue tout le reste. Voyez où en est cette alerte, et appelez la personne qui s'occupe de moi.
coordination-set-aside-alert = Alerte { $code } : quelque chose que j'ai reçu échoue sans cesse, par une erreur de mon programme. Je l'ai mis de côté et je continue tout le reste. Demandez par un autre moyen où en est cette alerte, et appelez la personne qui s'occupe de moi.
coordination-set-aside-more = Alerte { $code } : j'ai maintenant mis de côté { $count } choses par le même genre d'erreur. Ce que je vous ai demandé de faire pour cette alerte reste nécessaire.
coordination-set-aside-timer = Alerte { $code } : une question ou une échéance échoue sans cesse, par une erreur de mon programme. Je l'ai mise de côté et je continue tout le reste. Veillez vous-mêmes sur cette alerte, et appelez la personne qui s'occupe de moi.
coordination-set-aside-words = Je ne peux pas traiter ce que { $name } m'a écrit à { $at }, par une erreur de mon programme. Interrogez { $name } par un autre moyen, tout de suite, et appelez la personne qui s'occupe de moi.
coordination-unwell =
    Je ne fonctionne pas comme je le devrais :
    { $lines }
    Voyez où en sont les alertes ouvertes, et appelez la personne qui s'occupe de moi.
coordination-well-again = Tout est de nouveau en ordre chez moi.
unwell-timers =
    { $count ->
        [one] { $count } question ou échéance est en retard. La première était due à { $at }.
       *[other] { $count } questions ou échéances sont en retard. La première était due à { $at }.
    }
unwell-actions =
    { $count ->
        [one] { $count } message ou autre action de ma part ne passe pas. Le premier attend depuis { $at }.
       *[other] { $count } messages ou autres actions de ma part ne passent pas. Le premier attend depuis { $at }.
    }
unwell-messages =
    { $count ->
        [one] { $count } message reçu n'est pas traité. Le premier est arrivé à { $at }.
       *[other] { $count } messages reçus ne sont pas traités. Le premier est arrivé à { $at }.
    }
unwell-sync = Je n'ai plus rien reçu du serveur depuis { $at }.
coordination-disk-low = Le disque de la machine où je fonctionne est presque plein : il reste { $megabytes } Mo. Faites-y faire de la place, sinon je devrai m'arrêter.
coordination-disk-full = LE DISQUE EST PLEIN sur la machine où je fonctionne. Je vis sur ma dernière réserve ; quand elle sera épuisée, je m'arrêterai, et alors personne ne sera appelé ni interrogé. Faites-y faire de la place maintenant.
coordination-disk-well = Il y a de nouveau assez de place sur mon disque.
coordination-disk-stopped = JE M'ARRÊTE : mon disque n'accepte plus rien. Tant que je n'écris pas ici que je suis de retour, personne n'est appelé ni interrogé : occupez-vous vous-mêmes des alertes ouvertes, et faites examiner maintenant la machine où je fonctionne.
coordination-disk-back = Je suis de retour : mon disque accepte de nouveau ce que j'écris. Je traite maintenant ce qu'on m'a écrit entre-temps et ce qui est arrivé à échéance.
coordination-copy-refused = ATTAQUE POSSIBLE. Quelqu'un a lancé une copie de moi, avec mes clés. Je l'ai refusée, et je continue. Si ce n'était personne d'entre vous, quelqu'un s'est emparé de mes données : faites examiner maintenant la machine où je fonctionne.
coordination-set-back = Le serveur où je suis a été remis dans un état antérieur : ce qui avait été écrit avant cela peut y manquer, des messages, des invitations, des salles entières. Je lui ai tout redemandé. Regardez maintenant les alertes ouvertes, et demandez aux organisations et aux défenseurs s'il leur manque quelque chose.
coordination-new-device = Les clés de mon appareil étaient perdues : je me suis donc connecté comme un nouvel appareil, et j'ai déconnecté l'ancien. Vous n'avez pas à me vérifier de nouveau. Qui n'entre que maintenant dans une salle d'alerte ne peut pas recevoir ce que j'y ai dit avant.
coordination-restored = Mes données étaient perdues, et je continue à partir d'une sauvegarde faite à { $at }. Qui a appelé à l'aide après cela, et ce qui m'a été dit, je ne le sais peut-être pas : demandez-le aux organisations et aux défenseurs, et qu'ils me l'écrivent de nouveau.
room-restored = Je continue à partir d'une sauvegarde faite à { $at }. Ce qui a été dit après cela dans cette salle, je ne le sais plus : répondez de nouveau par les commandes, comme !ack, et écrivez de nouveau ce que je dois transmettre. Voici ce que je sais :
coordination-welcome = Bonjour. Je suis Vigil, et voici la salle de la coordination : j'y dis qui appelle à l'aide, qui répond, et ce qui ne va pas chez moi. Demandez-moi avec !help.
coordination-devices-of-before =
    { $count ->
        [one] À mon premier démarrage ici, { $count } autre appareil était connecté à mon compte : celui qui l'a créé, ou un que j'étais auparavant. Je l'ai déconnecté.
       *[other] À mon premier démarrage ici, { $count } autres appareils étaient connectés à mon compte : ceux qui l'ont créé, ou que j'étais auparavant. Je les ai déconnectés.
    } Si ce n'était aucun d'entre vous, changez mon mot de passe, s'il vous plaît.
coordination-devices-retired =
    { $count ->
        [one] { $count } autre appareil était connecté à mon compte. Je l'ai déconnecté.
       *[other] { $count } autres appareils étaient connectés à mon compte. Je les ai déconnectés.
    } Si ce n'était personne d'entre vous, quelqu'un connaît mon mot de passe : changez-le maintenant.
coordination-devices-found =
    { $count ->
        [one] { $count } autre appareil est connecté à mon compte, et je n'ai pas de mot de passe pour le déconnecter.
       *[other] { $count } autres appareils sont connectés à mon compte, et je n'ai pas de mot de passe pour les déconnecter.
    } Faites-le pour moi. Si ce n'était personne d'entre vous, quelqu'un est entré dans mon compte : changez son mot de passe maintenant.
coordination-status =
    Alertes ouvertes : { $alerts }
    Messages en attente d'envoi : { $unsent }
    Rappels en retard : { $overdue }
    Organisations partenaires : { $organisations }
    Personnes protégées : { $defenders }
alerts =
    Alertes ouvertes :
    { $lines }
alerts-none = Aucune alerte n'est ouverte.
alerts-line = { $code } : { $state }, depuis { $age }. S'en occupent : { $names }.
alerts-line-nobody = { $code } : { $state }, depuis { $age }. Personne ne s'en occupe encore.
state-raised = en cours d'ouverture
state-active = ouverte
state-resolving = une organisation pense que c'est fini
state-resolved = fermée
alerts-all =
    Alertes ouvertes et fermées :
    { $lines }
alerts-none-at-all = Il n'y a aucune alerte, ni ouverte ni fermée.
alerts-none-in-area = Aucune alerte de ce genre à { $area }.
alerts-line-closed = { $code } : fermée à { $at }.
alerts-area-unknown = Je ne connais pas la zone { $area }. Zones : { $names }
alerts-area-nearest = Je ne connais pas la zone { $area }. Vouliez-vous dire { $nearest } ?
alert-unknown = Je ne connais pas d'alerte { $code }. Les alertes que je connais : !alerts all. Pour en lancer une pour quelqu'un qui vous a appelé : !on-behalf ALIAS: …
alert-nearest = Je ne connais pas d'alerte { $code }. Vouliez-vous dire { $nearest } ?
one-alert =
    Alerte { $code }
    { $lines }
one-alert-state = { $state } ; lancée à { $at }.
one-alert-enough = Assez d'organisations s'en occupaient au bout de { $span }.
one-alert-not-enough = Il n'y a pas encore assez d'organisations qui s'en occupent.
one-alert-on-it = { $name } : s'en occupe. A répondu au bout de { $span }.
one-alert-lapsed = { $name } : s'en occupait, et ne répond plus à la question si c'est toujours le cas.
one-alert-passed = { $name } : ne peut pas venir. A répondu au bout de { $span }.
one-alert-released = { $name } : les autres se débrouillent sans elle.
one-alert-unreachable = { $name } : ne peut pas être jointe.
one-alert-waiting = { $name } : pas de réponse. Appelée à { $at }.
one-alert-level = Niveau : { $level }
one-alert-check-ins = Questions « êtes-vous en sécurité ? » : { $asked }, sans réponse à temps : { $missed }
one-alert-merged = Traitée ensemble avec : { $names }
one-alert-nearby = Autres alertes à proximité : { $names }
one-alert-pings = Des personnes ont été mentionnées { $count } fois.
organisations =
    Organisations partenaires :
    { $lines }
organisations-line =
    { $name } : { $people ->
        [one] { $people } personne
       *[other] { $people } personnes
    }. Zones : { $areas }. Dernier appel à { $at }.
organisations-line-never =
    { $name } : { $people ->
        [one] { $people } personne
       *[other] { $people } personnes
    }. Zones : { $areas }. Jamais appelée.
defenders =
    Personnes protégées :
    { $lines }
defenders-none = Personne n'est inscrit.
defenders-line = { $alias }. Zone : { $area }
who-partner = { $organisation }, { $person }
who-defender = { $alias }
who-coordinator = Coordination, { $person }
who-enrolling = quelqu'un qui s'inscrit
people =
    Les personnes que je connais, et l'empreinte de chacune :
    { $lines }
people-nobody = { $who } : encore personne.
people-unsigned-only = { $who } : encore personne de fiable. Element est là, mais la vérification n'y est pas configurée.
people-pinned = { $who } : déjà rencontré, pas vérifié par vous. { $fingerprint }
people-verified = { $who } : vérifié. { $fingerprint }
people-changed = { $who } : IDENTITÉ CHANGÉE, j'attends votre décision. Avant : { $pin }. Maintenant : { $current }
people-unsigned =
    { $count ->
        [one] { $count } de ses appareils n'est pas vérifié.
       *[other] { $count } de ses appareils ne sont pas vérifiés.
    }
coordination-pinned =
    Je rencontre ces personnes pour la première fois. Voici leurs empreintes, auxquelles je les reconnais désormais :
    { $lines }
pinned-line = { $who } : { $fingerprint }
coordination-key-changed =
    IDENTITÉ CHANGÉE : { $who }. Je ne lui envoie plus rien et ne suis aucune de ses commandes.
    Avant : { $pin }
    Maintenant : { $current }
    Appelez cette personne. Si elle a réinstallé Element, écrivez !verify { $word } et comparez les emojis avec elle, ou écrivez !trust { $word } et l'empreinte qu'elle vous lit. Sinon, quelqu'un d'autre utilise son compte : !suspend { $word }
coordination-key-changed-defender =
    IDENTITÉ CHANGÉE : { $who }. Je prends toujours ce qui vient de là, et n'y dis rien d'aucun plan.
    Avant : { $pin }
    Maintenant : { $current }
    Appelez cette personne. Si elle a réinstallé Element, écrivez !verify { $word } et comparez les emojis avec elle, ou écrivez !trust { $word } et l'empreinte qu'elle vous lit. Sinon, quelqu'un d'autre utilise son compte.
coordination-key-hidden = IDENTITÉ CACHÉE : le serveur ne montre plus aucun téléphone ni ordinateur de { $who } que l'identité connue confirme. Je prends toujours en compte ce que cette personne écrit, et je ne lui dis rien d'aucun plan. Appelez-la et demandez-lui si elle a un nouveau téléphone ; sinon, quelqu'un s'en est mêlé.
coordination-key-is-back =
    IDENTITÉ CHANGÉE : { $who } a de nouveau l'empreinte d'avant : { $pin }. Quelqu'un y a touché, j'attends donc toujours votre décision. Appelez cette personne, et quand vous êtes sûrs, écrivez !trust { $word } et l'empreinte qu'elle vous lit.
coordination-key-flickers =
    IDENTITÉ CHANGÉE : { $who }, encore { $number ->
        [one] { $number } fois
       *[other] { $number } fois
    } depuis que je vous l'ai dit. Quelqu'un y touche peut-être, j'attends donc toujours votre décision. Maintenant : { $current }
coordination-not-verified =
    Ces personnes ont un téléphone ou un ordinateur qu'elles n'ont pas vérifié : je ne lui envoie donc rien. Je leur ai dit quoi faire. Aidez-les :
    { $lines }
not-verified-line = { $who }
not-verified-line-wrote = { $who } : cette personne y a déjà écrit, et je n'en ai pas tenu compte. S'il n'est pas à elle, quelqu'un d'autre utilise son compte.
coordination-not-heard = { $who } a écrit depuis un téléphone ou un ordinateur non vérifié, et je n'en ai pas tenu compte. Je lui ai dit quoi faire. Aidez cette personne. Si l'appareil n'est pas à elle, quelqu'un d'autre utilise son compte.
coordination-not-signed = Je n'ai pas pu signer l'identité de { $who } : elle est de nouveau différente. Regardez !people.
trust-how = Écrivez !trust, la personne comme !people la montre, et l'empreinte qu'elle vous a lue elle-même, de vive voix ou au téléphone. Ne la copiez pas de !people : cela ne prouverait rien. Comparer les emojis est plus facile : !verify et la personne
trust-nobody = Je ne connais personne de ce nom. !people montre qui je connais.
trust-no-key = Je n'ai encore vu aucune identité de { $who }. Demandez-lui de configurer la vérification dans Element : Paramètres, puis Chiffrement.
trust-old-key = C'est l'empreinte que { $who } avait avant. Le serveur en montre maintenant une autre, je n'envoie donc toujours rien. Demandez-lui de vous lire celle d'aujourd'hui.
trust-other-key = Ce n'est pas l'empreinte que le serveur montre pour { $who }, donc rien n'a changé. Faites-vous la lire encore une fois, avec majuscules et minuscules. Si elle reste différente, quelqu'un est peut-être entre vous : ne l'acceptez pas, et joignez cette personne autrement.
trust-done = { $who } : vérifié. { $fingerprint }
trust-by-hand = Confirmation de { $who } sur ma propre machine, par « vigil identity trust » : { $fingerprint }
organisations-paused = En pause : { $names }
organisations-suspended = Suspendus : { $names }
suspend-done =
    { $subject } : suspension faite. Je ne les appelle plus pour aucune alerte, et ils ne peuvent plus rien lire de ce que j'écris. { $count ->
        [0] Ils n'étaient dans aucune salle d'alerte.
        [one] Je les retire de 1 salle d'alerte.
       *[other] Je les retire de { $count } salles d'alerte.
    } Pour revenir en arrière, écrivez !reinstate { $subject }
suspend-already = { $subject } : déjà en suspension.
suspend-yourself = Vous ne pouvez pas vous suspendre vous-même. Demandez à une autre personne de la coordination de le faire.
suspend-defender = { $alias } est une personne protégée. Si quelqu'un d'autre écrit peut-être au nom de { $alias }, prévenez les organisations et écrivez : !defender suspend { $alias }
suspend-nearest = Je ne connais personne du nom de « { $subject } », je n'ai donc rien fait. Vouliez-vous dire { $nearest } ?
suspend-unknown = Je ne connais personne du nom de « { $subject } », je n'ai donc rien fait. !people et !organisations montrent qui je connais.
reinstate-ask = { $subject } doit participer de nouveau : je l'appelle pour les alertes, et je l'invite de nouveau là où je l'ai retiré d'une alerte ouverte.
reinstate-done = { $subject } : de nouveau avec nous dès maintenant. Je peux les appeler pour des alertes, et je les invite à nouveau dans les alertes ouvertes dont je les ai retirés.
reinstate-done-but = { $subject } : la suspension de cette personne est levée, mais pas celle de { $organisation }. Pour toute l'organisation, écrivez !reinstate { $organisation }
reinstate-organisation = { $subject } : cette personne est suspendue avec { $organisation }. Pour toute l'organisation, écrivez !reinstate { $organisation }
reinstate-not-suspended = { $subject } : il n'y a pas de suspension.
intruders-many = { $count } personnes que je n'ai pas invitées ont été introduites dans cette salle. Je les retire. Ce que j'écris, elles ne peuvent pas le lire ; ce que vous écrivez ici, peut-être. N'écrivez rien de secret ici avant leur départ.
coordination-not-removed = Alerte { $code } : quelqu'un est dans la salle d'alerte qui ne doit pas y être, et le serveur ne me laisse pas l'en retirer. Cette personne peut peut-être lire ce que les organisations y écrivent. Prévenez tout de suite les organisations, par un autre moyen.
coordination-not-restored = Alerte { $code } : la salle d'alerte a été modifiée, et le serveur ne me laisse pas la rétablir. Prévenez tout de suite les organisations, par un autre moyen, et que rien de secret n'y soit écrit.
room-not-cleared = Quelqu'un est dans une de mes salles qui ne doit pas y être, et le serveur ne me laisse pas l'en retirer. N'écrivez rien de secret dans cette salle, et demandez à qui gère le serveur.
room-not-restored = Une de mes salles a été modifiée, et le serveur ne me laisse pas la rétablir. N'écrivez rien de secret dans cette salle, et demandez à qui gère le serveur.
verify-compare =
    { $who } demande une vérification. Appelez maintenant cette personne au téléphone, et assurez-vous à sa voix que c'est bien elle. Puis lisez-vous ceci l'un à l'autre ; son Element doit montrer la même chose, dans le même ordre :
    { $lines }
    Tout est pareil : { $answer }
    Ce n'est pas pareil : !verify no { $word }
    Il faut le faire dans les dix minutes.
verify-compare-digits =
    { $who } demande une vérification. Appelez maintenant cette personne au téléphone, et assurez-vous à sa voix que c'est bien elle. Puis lisez-vous ces nombres l'un à l'autre ; son application doit montrer les mêmes : { $digits }
    C'est pareil : { $answer }
    Ce n'est pas pareil : !verify no { $word }
    Il faut le faire dans les dix minutes.
verify-wait = Quelqu'un de la coordination va vous appeler et comparer les emojis avec vous. Attendez cet appel, et n'appuyez sur « Ils correspondent » qu'à ce moment-là.
verify-request = Je voudrais faire la vérification avec vous. Si vous ne voyez pas de bouton pour cela, ouvrez cette conversation dans Element.
verify-asked = Je le demande à { $who } dans sa conversation avec moi. Il faut l'accepter là-bas dans les dix minutes ; ensuite je vous montre ici ce qu'il faut comparer.
verify-cannot-ask = Je ne peux pas demander de vérification à { $who } : le serveur ne me laisse pas lui écrire. Demandez-lui d'ouvrir une conversation avec moi.
verify-already = Une vérification de { $who } est déjà en cours. Pour l'arrêter : !verify no { $word }
verify-suspended = { $who } : participation suspendue, je ne fais donc pas de vérification. Pour y mettre fin : !reinstate { $word }
verify-none = Aucune vérification n'est en cours. Pour en commencer une, écrivez !verify et la personne comme !people la montre.
verify-which = Plusieurs vérifications sont en cours, dites donc de qui il s'agit, par exemple : !verify no { $word }
verify-number =
    Votre oui pourrait appartenir à une autre comparaison, il me faut donc le nombre avec. Si vous venez de comparer au téléphone, et que tout était pareil, écrivez :
    { $lines }
verify-number-line = { $who } : { $answer }
verify-other-number = Ce nombre n'appartient à rien de ce que l'on compare maintenant. Regardez mon dernier message qui montre ce qu'il faut comparer, et reprenez à partir de là.
verify-not-yet = Je ne vous ai pas encore montré ce qu'il faut comparer. Attendez que je le montre.
verify-yourself = Vous ne pouvez pas vous vérifier vous-même. Demandez à quelqu'un d'autre de la coordination de vous appeler et de comparer.
verify-confirmed = Merci. J'attends que { $who } confirme aussi de son côté.
verify-stopped = J'ai interrompu la vérification de { $who }.
verify-done = { $who } : vérifié.
verify-no-identity = { $who } : la vérification n'est pas encore possible. La récupération n'est pas configurée dans son Element, ou cet appareil n'y est pas vérifié. Je lui ai dit quoi faire. Aidez cette personne, puis recommencez.
verify-set-up = Je n'ai pas encore pu vous vérifier. Ouvrez Element, allez dans Paramètres, puis Chiffrement, et configurez-y la récupération (les anciennes versions l'appellent sauvegarde sécurisée). Puis vérifiez-moi encore une fois.
verify-beware = ATTENTION : la vérification de { $who } a échoué. Quelqu'un est peut-être entre vous. Ne vous fiez à rien de ce qui vient en son nom, et joignez cette personne autrement.
verify-beware-them = La vérification a échoué. Quelqu'un est peut-être entre nous. N'écrivez rien de secret, et prévenez la coordination par téléphone.
verify-too-late = La vérification de { $who } a duré plus de dix minutes, je l'ai donc interrompue. Recommencez.
verify-refused = { $who } a interrompu la vérification.
verify-anew = { $who } a recommencé la vérification : ce que je vous ai montré pour cette personne ne compte plus. Comparez seulement ce que je vous montrerai ensuite.
verify-failed = La vérification de { $who } n'a pas fonctionné. Recommencez ; si cela continue, demandez-lui de mettre Element à jour.
verify-list =
    Vérifications en cours :
    { $lines }
verify-line = { $who } : { $state }
verify-state-asked = demande envoyée, pas encore de réponse
verify-state-begun = commencée, rien à comparer pour l'instant
verify-state-comparing = c'est à vous de comparer
verify-state-confirmed = confirmée par vous, j'attends l'autre côté
verify-emoji =
    { $number ->
        [0] 🐶 Chien
        [1] 🐱 Chat
        [2] 🦁 Lion
        [3] 🐎 Cheval
        [4] 🦄 Licorne
        [5] 🐷 Cochon
        [6] 🐘 Éléphant
        [7] 🐰 Lapin
        [8] 🐼 Panda
        [9] 🐓 Coq
        [10] 🐧 Manchot
        [11] 🐢 Tortue
        [12] 🐟 Poisson
        [13] 🐙 Poulpe
        [14] 🦋 Papillon
        [15] 🌷 Fleur
        [16] 🌳 Arbre
        [17] 🌵 Cactus
        [18] 🍄 Champignon
        [19] 🌏 Globe
        [20] 🌙 Lune
        [21] ☁️ Nuage
        [22] 🔥 Feu
        [23] 🍌 Banane
        [24] 🍎 Pomme
        [25] 🍓 Fraise
        [26] 🌽 Maïs
        [27] 🍕 Pizza
        [28] 🎂 Gâteau
        [29] ❤️ Cœur
        [30] 😀 Sourire
        [31] 🤖 Robot
        [32] 🎩 Chapeau
        [33] 👓 Lunettes
        [34] 🔧 Clé à molette
        [35] 🎅 Père Noël
        [36] 👍 Pouce en l'air
        [37] ☂️ Parapluie
        [38] ⌛ Sablier
        [39] ⏰ Réveil
        [40] 🎁 Cadeau
        [41] 💡 Ampoule
        [42] 📕 Livre
        [43] ✏️ Crayon
        [44] 📎 Trombone
        [45] ✂️ Ciseaux
        [46] 🔒 Cadenas
        [47] 🔑 Clé
        [48] 🔨 Marteau
        [49] ☎️ Téléphone
        [50] 🏁 Drapeau
        [51] 🚂 Train
        [52] 🚲 Vélo
        [53] ✈️ Avion
        [54] 🚀 Fusée
        [55] 🏆 Trophée
        [56] ⚽ Ballon
        [57] 🎸 Guitare
        [58] 🎺 Trompette
        [59] 🔔 Cloche
        [60] ⚓ Ancre
        [61] 🎧 Casque audio
        [62] 📁 Dossier
       *[63] 📌 Punaise
    }

## À la coordination : ce qu'elle change, et ce qui doit être approuvé.

confirm-ask =
    { $what }
    Rien n'est encore fait. Pour le faire : !yes { $number } (vous seul le pouvez, avant { $span }). Pour y renoncer : !no { $number }
confirm-ask-another =
    { $what }
    Rien n'est encore fait. Quelqu'un de la coordination, autre que { $person }, doit approuver avant { $span } : !agree { $number }. Pour y renoncer : !no { $number }
confirm-ask-anybody =
    { $what }
    Rien n'est encore fait. Pour le faire, quelqu'un de la coordination peut écrire, avant { $span } : !yes { $number }. Pour y renoncer : !no { $number }
confirm-changed =
    Les choses ont changé depuis la question, je n'ai donc rien fait. Relisez, s'il vous plaît :
    { $question }
confirm-dropped = Le numéro { $number } est abandonné. Rien n'a changé.
confirm-unknown = Rien n'attend sous le numéro { $number }. La réponse est peut-être déjà donnée, ou l'attente était trop longue : donnez alors la commande de nouveau.
confirm-not-yours = Le numéro { $number } attend { $person }, qui l'a demandé. Personne d'autre ne peut dire oui ; chacun peut y renoncer : !no { $number }
confirm-needs-another = Le numéro { $number } demande quelqu'un d'autre que la personne qui l'a demandé : !agree { $number }
confirm-needs-yes = Le numéro { $number } demande le oui de la personne qui l'a demandé : !yes { $number }
confirm-asker-gone = { $person }, qui a demandé le numéro { $number }, ne fait plus partie de la coordination. Il est abandonné.
confirm-nothing = Rien n'attend de oui.
confirm-which =
    Écrivez le numéro avec, s'il vous plaît. Voici ce qui attend :
    { $lines }
confirm-line = { $number } : { $what }
change-overtaken = C'est déjà fait, ou cela a changé entre-temps. Je n'ai rien fait.
change-needed = ON A BESOIN D'EUX MAINTENANT, dans { $codes } : ils quittent ces salles d'alerte tout de suite.
change-not-needed = Aucune alerte ouverte n'a besoin d'eux.
sub-all =
    Vous pouvez écrire :
    { $lines }
sub-line = { $usage } – par exemple : { $example }
sub-nearest = Je ne connais pas « { $word } » ici. Vouliez-vous dire : { $usage } – par exemple : { $example }
sub-needs = Je ne comprends pas, ou ce n'est pas complet. Écrivez : { $usage } – par exemple : { $example }
field-unknown = Je ne comprends pas « { $word } », je n'ai donc rien fait. Vous pouvez écrire, avec ; entre eux : { $fields }
field-wrong = Je ne comprends pas « { $value } » pour { $field }, je n'ai donc rien fait. Écrivez par exemple : { $field }: { $example }
organisation-added =
    { $name } est maintenant une organisation partenaire, avec { $count ->
        [0] personne encore. Pour ajouter ses personnes : !person add @user { $name }
        [one] 1 personne.
       *[other] { $count } personnes.
    } { $facts }
organisation-edited =
    { $name } est modifiée.
    Avant : { $before }
    Maintenant : { $after }
organisation-paused = { $name } est en pause : je ne l'appelle pour aucune alerte tant que vous n'écrivez pas !organisation resume { $name }. Alertes ouvertes où elle reste : { $codes }
organisation-resumed = { $name } participe de nouveau dès maintenant.
organisation-paused-already = { $name } est déjà en pause. Pour qu'elle participe de nouveau : !organisation resume { $name }
organisation-not-paused = { $name } n'est pas en pause.
organisation-remove-ask = { $name } sera supprimée, et avec elle ses personnes, leurs gardes et les numéros de téléphone : { $people }. { $needed } Organisations qui restent : { $left }
organisation-removed =
    { $name } est supprimée. { $count ->
        [0] Ses personnes n'étaient dans aucune salle d'alerte.
        [one] Je retire ses personnes de 1 salle d'alerte.
       *[other] Je retire ses personnes de { $count } salles d'alerte.
    }
organisation-there = Il y a déjà une organisation appelée { $name }, je n'ai donc rien fait.
organisation-unknown = Je ne connais aucune organisation appelée « { $name } », je n'ai donc rien fait. !organisations les montre toutes.
organisation-nearest = Je ne connais aucune organisation appelée « { $name } », je n'ai donc rien fait. Vouliez-vous dire { $nearest } ?
organisation-anchor-later = Il y a déjà une organisation d'ancrage. Ajoutez { $name } sans cela, puis écrivez : !organisation edit { $name }; anchor: yes
organisation-last-anchor = { $name } est l'organisation d'ancrage, appelée à chaque alerte, je n'ai donc rien fait. Donnez d'abord ce rôle à une autre, par exemple : !organisation edit The Clinic; anchor: yes
organisation-anchor-deputy = { $name } est l'organisation d'ancrage et ne peut pas se remplacer elle-même.
person-added = { $person } répond pour { $organisation } dès maintenant. Je l'invite dans une discussion dès que j'ai vu son téléphone. Vérifiez alors cette personne : !verify { $person }
person-remove-ask = { $person } sera retiré de { $organisation }, avec ses gardes. Qui y reste : { $others }. { $needed }
person-removed =
    { $person } est retiré de { $organisation }. { $count ->
        [0] Cette personne n'était dans aucune salle d'alerte.
        [one] Je la retire de 1 salle d'alerte.
       *[other] Je la retire de { $count } salles d'alerte.
    }
person-away = { $person } est en congé dès maintenant, jusqu'à ce que vous écriviez !person back { $person }. { $gap }
person-away-until = { $person } est en congé de { $since } jusqu'à { $until }. { $gap }
person-away-nobody = PERSONNE de { $organisation } n'est là à ce moment.
person-away-others = Quelqu'un d'autre de l'organisation est là.
person-back = { $person } est de nouveau là.
person-not-away = { $person } n'est pas en congé.
person-unknown = { $person } ne répond pour aucune organisation que je connaisse. !people montre qui je connais.
person-there = { $person } répond déjà pour { $organisation }. Pour que cette personne réponde pour une autre : d'abord !person remove { $person }
person-has-part = Je ne peux pas prendre { $person } pour cela et n'ai rien fait : un compte n'a qu'un seul rôle dans le réseau, et je ne dis à personne lequel. Demandez-lui un autre compte, s'il vous plaît.
person-is-vigil = C'est mon propre compte ; nommez une personne.
person-no-address = « { $person } » n'est pas une adresse Matrix. Elle s'écrit en entier, comme @user:example.org
admin-add-ask = { $person } fera partie de la coordination : cette personne verra qui est là et comment vont les alertes, et pourra tout y changer.
admin-added = { $person } fait maintenant partie de la coordination. Je l'invite dans cette salle. Vérifiez cette personne : !verify { $person }
admin-there = { $person } fait déjà partie de la coordination.
admin-none = { $person } ne fait pas partie de la coordination.
admin-remove-ask = { $person } ne fera plus partie de la coordination. Qui reste : { $left }
admin-removed = { $person } ne fait plus partie de la coordination. Je retire cette personne de cette salle.
admin-last = Sans { $person } il ne resterait personne ici, je n'ai donc rien fait. Ajoutez d'abord quelqu'un d'autre : !admin add @user
defender-invitation =
    Une invitation pour une seule personne à protéger. Écrivez-la sur papier et ne la donnez qu'à elle ; elle est valable une fois, jusqu'à { $until } :
    { $code }
    La personne commence une discussion avec moi depuis son propre compte, dans Element, et l'y écrit. Son nom n'est pas dit ici, seulement le surnom qu'elle choisit.
defender-edited =
    { $alias } est modifié. Une alerte ouverte reste comme elle est.
    Avant : { $before }
    Maintenant : { $after }
defender-suspended = { $alias } est suspendu : ce qui est écrit depuis ce compte ne lance aucune alerte. Je vous dis ici si quelque chose arrive. Pour annuler : !defender resume { $alias }
defender-suspended-already = { $alias } est déjà suspendu.
defender-resume-ask = Je dois de nouveau veiller sur { $alias } : ce qui vient de son compte compte.
defender-resumed = Je veille de nouveau sur { $alias } dès maintenant.
defender-not-suspended = { $alias } n'est pas suspendu.
defender-remove-ask = { $alias } (zone : { $area }) sera supprimé : surnom, zone, exclusions et mots de contrainte seront oubliés, et ce que cette personne écrit ne lancera plus d'alerte. Je le lui dis dans sa discussion. Il lui faudrait une nouvelle invitation.
defender-removed = { $alias } est supprimé. Je le lui ai dit, et je quitte la discussion.
defender-needs-alert = L'alerte { $code } de { $alias } est ouverte, je n'ai donc rien fait : personne n'est laissé seul dans une alerte. Quand les organisations l'auront close, donnez la commande de nouveau.
defender-unknown = Je ne connais aucune personne protégée appelée « { $alias } », je n'ai donc rien fait. !defenders les montre toutes.
defender-nearest = Je ne connais aucune personne protégée appelée « { $alias } », je n'ai donc rien fait. Vouliez-vous dire { $nearest } ?
defender-farewell = Je ne veille plus sur vous et je quitte maintenant cette discussion. Si vous êtes en danger, cherchez de l'aide autrement.
defender-rests = Je ne lance plus d'alerte depuis ce compte, à la demande de la coordination. Je lui signale que vous avez écrit. Si vous êtes en danger, cherchez de l'aide autrement.
coordination-suspended-wrote = { $alias }, qui est suspendu, m'écrit. Je ne lance pas d'alerte. Vérifiez maintenant, par un autre moyen, que tout va bien. Pour que je veille de nouveau : !defender resume { $alias }
coordination-newcomer = Quelqu'un qui ne figure pas parmi les inscrits a ouvert une discussion avec moi. Comme une invitation est en cours, je la lui ai demandée.
coordination-newcomer-calls = QUELQU'UN QUI S'INSCRIT APPELLE À L'AIDE. Je lance son alerte dès que l'inscription est finie. Si vous savez qui a reçu la dernière invitation, joignez cette personne maintenant par un autre moyen.
coordination-code-shown = L'invitation de { $at } m'a été écrite là où le serveur peut la lire, elle n'est donc plus valable. Donnez-en une autre : !defender invite
coordination-guesses = { $person } ne figure pas parmi les inscrits et a écrit trois invitations qui n'en sont pas. Je ne l'écoute plus.
coordination-guesses-many = On essaie un très grand nombre de fausses invitations. Pendant une heure je n'en regarde aucune. Si quelqu'un s'inscrit en ce moment, demandez-lui de réessayer plus tard.
coordination-enrolled = Une personne à protéger s'est inscrite : surnom { $alias }, zone { $area }. { $origin }
enrol-by-invitation = Elle avait l'invitation de { $at }.
enrol-by-vouching = { $organisation } se porte garante.
enrol-code = Je suis Vigil. Je ne vous connais pas encore. Si vous avez reçu une invitation sur papier, écrivez-la ici maintenant. Si vous êtes en danger maintenant, cherchez de l'aide autrement : je ne peux pas encore lancer d'alerte pour vous.
enrol-no-code = Je ne vous connais pas encore et ne peux donc pas vous aider. Écrivez ici l'invitation reçue sur papier. Si vous êtes en danger maintenant, cherchez de l'aide autrement.
enrol-wrong =
    Ce n'est pas une invitation valable maintenant. Regardez encore, s'il vous plaît. { $left ->
        [one] Vous pouvez essayer encore une fois.
       *[other] Vous pouvez essayer encore { $left } fois.
    }
enrol-wrong-last = Ce n'est pas une invitation valable maintenant. Demandez-en une autre à la personne qui vous l'a donnée. Si vous êtes en danger, cherchez de l'aide autrement.
enrol-later = Je ne peux pas regarder d'invitations maintenant. Réessayez dans une heure. Si vous êtes en danger, cherchez de l'aide autrement.
enrol-plain = Cette discussion n'est pas chiffrée ; d'autres ont pu lire votre invitation, et elle n'est plus valable. Demandez-en une autre, commencez avec moi une nouvelle discussion chiffrée dans Element, et écrivez-la là.
enrol-answer-plain = Je ne prends votre réponse que là où personne d'autre ne peut la lire. Commencez avec moi une nouvelle discussion chiffrée dans Element, et répondez là.
enrol-begin =
    Merci. Je vous pose maintenant quelques questions, l'une après l'autre. Pour arrêter à tout moment et être inscrit avec ce que je sais déjà, écrivez : finir
    { $question }
enrol-vouched =
    Je suis Vigil. Je veille sur les personnes qui défendent les droits des autres : quand vous appelez à l'aide, j'appelle des organisations qui viennent. L'une d'elles, qui vous connaît, m'a demandé de veiller aussi sur vous. Si vous ne le voulez pas, ne répondez pas. Pour arrêter à tout moment et être inscrit avec ce que je sais déjà, écrivez : finir
    { $question }
enrol-language = Quelle langue parlez-vous ? Par exemple : français, swahili, anglais. Vous pouvez en écrire plusieurs, la meilleure d'abord.
enrol-language-wrong = Je ne connais pas cette langue. Écrivez par exemple : français, swahili
enrol-alias = Sous quel nom les organisations doivent-elles vous appeler ? Pas le vôtre : quelqu'un pourrait le voir qui ne le doit pas. Par exemple : Baobab
enrol-alias-taken = { $alias } ne peut pas être votre nom ici. Choisissez-en un autre, s'il vous plaît.
enrol-alias-account = « { $alias } » figure dans le nom du compte : cela dirait qui c'est. Choisissez un autre nom, s'il vous plaît.
enrol-area = Dans quelle zone vivez-vous ou travaillez-vous ? Les organisations sont à : { $areas }
enrol-area-nearest = Je ne connais aucune zone « { $area } ». Vouliez-vous dire { $nearest } ? Écrivez : oui – ou, si c'est bien ce que vous avez écrit, écrivez-le encore une fois.
enrol-exclude = Y a-t-il une organisation qui ne doit jamais entendre parler de vous ? Écrivez son nom, ou plusieurs avec des virgules ; s'il n'y en a pas, écrivez : non. Les organisations : { $organisations }
enrol-exclude-unknown = Je ne connais aucune organisation appelée « { $name } ». Écrivez son nom comme je l'ai écrit, ou : non
enrol-exclude-nearest = Je ne connais aucune organisation appelée « { $name } ». Vouliez-vous dire { $nearest } ? Écrivez-le en entier, s'il vous plaît.
enrol-duress = Si quelqu'un vous force à écrire que tout va bien, vous pouvez nous prévenir sans qu'on le remarque. Choisissez au moins deux mots que vous seul connaissez et que vous n'écririez pas autrement, par exemple : « salue ma tante ». Quand vous les écrivez, je réponds comme si tout allait bien, et je dis aux organisations qu'on vous force. Si vous ne le voulez pas, écrivez : non. Effacez ensuite votre message avec ces mots.
enrol-duress-wrong = Choisissez au moins deux mots qui ne veulent rien dire d'autre ici, ou écrivez : non
enrol-duress-kept = gardés ; je ne les écris pas ici une deuxième fois
enrol-duress-none = aucun
enrol-too-long = Écrivez une ligne de { $most } signes au plus, s'il vous plaît.
enrol-check =
    Voici ce que je garde :
    Nom : { $alias }
    Langues : { LANGUAGES($languages) }
    Zone : { $area }
    Ne doivent pas entendre parler de vous : { $exclude }
    Mots de contrainte : { $duress }
    Est-ce juste ? Écrivez : oui. Pour changer quelque chose, écrivez : nom, langue, zone, organisations ou contrainte
enrol-check-how = Écrivez : oui. Pour changer quelque chose, écrivez : nom, langue, zone, organisations ou contrainte
enrol-call-first =
    Je lance votre alerte dès que vous êtes inscrit, et je préviens la coordination maintenant. Pour être inscrit tout de suite avec ce que je sais, écrivez : finir
    { $question }
enrol-done = Vous êtes inscrit. Quand vous avez besoin d'aide, écrivez ici : alerte. J'appelle alors des organisations qui viennent chez vous. Gardez cette discussion, s'il vous plaît.
vouch-ask = { $organisation } se porte garante de quelqu'un comme personne à protéger : surnom { $alias }, zone { $area }. Je lui demanderai, dans une discussion avec moi, si elle veut s'inscrire.
vouch-accepted = Je demande à { $alias }, dans une discussion, si elle ou il veut s'inscrire.
vouch-not-asked = Je n'ai pas pu demander à { $alias } si elle ou il veut s'inscrire : son adresse est fausse, ou mes discussions sont refusées. Demandez la bonne adresse à qui se porte garant, qui doit alors recommencer.
vouch-sent = Merci. Je demande à la coordination au sujet de { $alias }. Si elle est d'accord, je lui écris.
vouch-known = { $organisation } se porte garante de quelqu'un, sous le nom de { $alias }, que je connais déjà. Je n'ai rien fait.
vouch-plain = Cette discussion n'est pas chiffrée, je n'y prends donc aucun nom. Commencez avec moi une nouvelle discussion chiffrée dans Element.
vouch-too-many = La coordination n'a pas encore répondu au sujet des personnes dont vous vous portez déjà garant. Attendez sa réponse, s'il vous plaît.
audit =
    Ce que la coordination a fait ces derniers { $span } :
    { $lines }
    { $chain }
audit-none = La coordination n'a rien fait ces derniers { $span }. { $chain }
audit-line = { $at }, { $person } : { $what }
audit-more = ({ $count } plus anciens ne sont pas montrés)
audit-whole = Rien ne manque et rien n'est changé : { $count } actes en tout, sceau { $hash }
audit-broken = QUELQUE CHOSE MANQUE OU EST CHANGÉ, à l'acte numéro { $number } ou avant. Quelqu'un a touché à ma base de données : faites examiner maintenant la machine sur laquelle je tourne.

## À la coordination : des chiffres.

stats =
    Alertes lancées depuis le début de { $month } et terminées :
    { $lines }
    « – » remplace ce que moins de { $least } alertes révéleraient.
stats-total = Toutes
stats-by-area = Par zone :
stats-by-month = Par mois :
stats-other-areas = Autres zones
stats-other-months = Autres mois
stats-row = { $name } : { $number }. S'en occupaient : la première { $first }, assez { $enough }, quatre { $fourth }. Questions restées sans réponse : { $missed }. Organisations qui ne pouvaient pas venir : { $passes }.
stats-first = au bout de { $usual } (au pire { $worst })
stats-time = au bout de { $usual } ({ $worst })
stats-time-usual = au bout de { $usual }
stats-too-few = Depuis le début de { $month }, moins de { $least } alertes se sont terminées. Je ne donne pas de chiffres sur si peu : ils parleraient de personnes précises.
stats-length = Je ne comprends pas « { $written } » comme une durée de { $most } au plus. Écrivez par exemple : !stats 90 jours
stats-chart-alerts = Alertes depuis { $month }
stats-chart-enough = Temps jusqu'à assez, depuis { $month }

## Les exercices, et les alertes venues par téléphone.

exercise =
    EXERCICE – personne n'est en danger.
    { $text }
room-name-exercise = Exercice { $code }
exercise-words = Deux hommes à moto sont devant ma maison depuis ce soir. Ils demandent après moi aux voisins, par mon nom.
exercise-report =
    L'exercice { $code } est terminé. Qui a répondu, et quand :
    { $lines }
exercise-answer = { $name } ({ $person }) : réponse au bout de { $span }.
exercise-no-answer = { $name } : pas de réponse.
exercise-nobody = Personne n'a pu être appelé.
exercise-over-answered = Tout le monde a répondu : l'exercice est terminé. Merci. Il n'y a plus rien à faire.
exercise-over-time = Le temps est écoulé : l'exercice est terminé. Merci. Il n'y a plus rien à faire.
exercise-over-stopped = La coordination a mis fin à l'exercice. Merci. Il n'y a plus rien à faire.
exercise-over-real = L'exercice s'arrête tout de suite : quelqu'un a vraiment besoin d'aide maintenant. Regardez si vous avez une invitation dans une autre salle.
exercise-no-defender = { $alias } n'existe pas : il n'y a personne à qui je pourrais écrire.
drill-begun = L'exercice { $code } a commencé. Chacun de ses messages le dit. Il se termine quand tout le monde a répondu, ou au plus tard dans { $span } ; vous lirez alors ici qui a répondu, et quand. Pour l'arrêter maintenant, écrivez : !drill stop
drill-running = L'exercice { $code } est encore en cours. Pour l'arrêter, écrivez : !drill stop
drill-alerts-open = Quelqu'un a vraiment besoin d'aide maintenant : { $names }. Je ne commence pas d'exercice tant qu'une alerte est ouverte.
drill-nobody = Il n'y a aucune organisation partenaire que je pourrais appeler.
drill-none = Aucun exercice n'est en cours.
drill-stopped = Arrêté : { $names }.
drill-unanswered = N'ont pas répondu au dernier exercice : { $names }.
reach-asked = Je regarde si je peux joindre les appareils de tout le monde. Vous lirez ici ce que je trouve ; personne d'autre ne le remarque.
reach-well =
    { $people ->
        [one] Je peux joindre les appareils de { $people } personne des organisations partenaires, et je peux m'y fier.
       *[other] Je peux joindre les appareils des { $people } personnes des organisations partenaires, et je peux m'y fier.
    }
reach-faults =
    Un message à ces personnes n'arriverait pas maintenant :
    { $lines }
reach-no-device = { $name } : { $person } n'a de session ouverte nulle part. Il faut se connecter une fois.
reach-untrusted = { $name } : { $person } n'a pas d'appareil vérifié. Il faut en vérifier un dans Element.
reach-no-key = { $name } : l'appareil de { $person } ne donne pas de clés. Il faut ouvrir Element une fois.
reach-silent = { $name } : le serveur de { $person } ne répond pas.
reach-changed = { $name } : l'identité de { $person } a changé. Quelqu'un doit s'en assurer : !verify
reach-nobody = { $name } ne peut pas être jointe du tout.
reach-empty = { $name } n'a personne qui pourrait être appelé.
on-behalf-raised = L'alerte { $code } est lancée pour { $alias }, comme pour une personne qui n'est pas inscrite (zone : { $area }). Je n'écris à personne : je demande aux organisations qui appelle { $alias }. Si cette personne est inscrite quand même, écrivez : !tie { $code } ALIAS
on-behalf-raised-enrolled = L'alerte { $code } est lancée pour { $alias } (zone : { $area }). Je ne lui écris pas, car son téléphone est peut-être dans d'autres mains : je demande aux organisations qui l'appelle. Quand vous saurez que la personne a son téléphone, écrivez : !tie { $code } { $alias }
on-behalf-passed-on = L'alerte { $code } de { $alias } est déjà ouverte. J'ai transmis ceci aux organisations.
on-behalf-no-defender = Je ne peux pas écrire à { $alias } : l'appel est venu par téléphone ou autrement. Appelez { $alias }, s'il vous plaît.
called-in = { $by } (coordination) a de nouveau entendu { $alias } : « { $words } »
brief-on-behalf = { $alias } a appelé à l'aide par téléphone ou autrement à { $at }. { $by } (coordination) a pris l'appel.
brief-their-words = Ce qui a été dit : « { $words } »
brief-nobody-writes = Je ne peux pas écrire à { $alias }, ni lui demander si tout va bien. Il faut que quelqu'un l'appelle.
who-calls-them = Il est temps de demander à { $alias } si tout va bien, et je ne peux pas lui écrire. Qui appelle { $alias } ? Répondez : !take
who-calls-them-still = Depuis { $at }, personne n'a dit appeler { $alias }, à qui je ne peux pas écrire. Qui appelle { $alias } ? Répondez : !take
status-nobody-called = Depuis { $at }, il est temps d'appeler { $alias }, et personne n'a dit le faire : !take
coordination-nobody-calls = Alerte { $code } : depuis { $at }, aucune organisation n'a dit appeler la personne en danger, à qui je ne peux pas écrire.
defender-tied = Une alerte est ouverte pour vous, après votre appel. Ce que vous écrivez ou envoyez ici, je le transmets aux organisations.
defender-tied-room = La coordination a vérifié qui est { $alias }. À partir de maintenant, je vous transmets ce que { $alias } écrit et je lui demande si tout va bien.
tie-done = L'alerte { $code } est désormais celle de { $alias } : je lui écris et je lui demande si tout va bien.
tie-closed = L'alerte { $code } est fermée.
tie-is-somebodys = L'alerte { $code } est déjà celle de quelqu'un.
tie-has-alert = { $alias } a déjà une alerte ouverte : { $code }.
tie-unknown = Je ne connais personne du nom de { $alias }. Les personnes que je connais : !defenders
tie-nearest = Je ne connais personne du nom de { $alias }. Vouliez-vous dire { $nearest } ?

## Les commandes.

help-in-chat = Je vous ai envoyé les commandes dans votre propre discussion avec moi.
help-alert =
    Vous pouvez écrire :
    { $commands }
    De tout ce que vous écrivez ici, seul !tell arrive à la personne en danger.
help-coordination =
    Vous pouvez écrire :
    { $commands }
help-direct =
    En danger ? Écrivez : alerte
    Ou dans une autre langue : alert, hatari, SOS. Tant que votre alerte est ouverte, je transmets tout ce que vous envoyez ici.
    Vous pouvez aussi écrire :
    { $commands }
help-partner =
    Les alertes vous arrivent comme des invitations dans une salle. Ici vous pouvez écrire :
    { $commands }
help-line = { $usage } – { $what }
command-alert = appeler à l'aide
command-ack = nous nous en occupons
command-pass = nous ne pouvons pas (et pourquoi, si vous voulez)
command-checkin = demander à la personne « êtes-vous en sécurité ? », maintenant ou régulièrement
command-take = j'appelle la personne en danger, ou je me charge de l'alarme
command-lead = qui est responsable
command-note = une note pour tout le monde, aussi pour qui sera appelé plus tard
command-tell = transmettre ces mots à la personne en danger
command-bring-in = inviter la personne en danger dans cette salle
command-call = appeler cette organisation, la suivante, ou une qui offre cela
command-release = nous nous en sortons sans cette organisation
command-handover = leur demander de prendre le relais
command-accept = nous prenons le relais
command-decline = nous ne prenons pas le relais
command-level = à quelle vitesse je cherche de l'aide, et pourquoi
command-escalate = passer à l'étape suivante maintenant
command-policy = ce que je fais quand quelqu'un ne répond pas
command-why = pourquoi j'ai appelé ces organisations
command-resolve = je pense que c'est fini, et pourquoi
command-confirm = je suis d'accord, c'est fini
command-deny = ce n'est pas fini (et pourquoi, si vous voulez)
command-status = où on en est
command-alerts = les alertes, ouvertes ou toutes, ou celles d'une seule zone
command-one-alert = où en est cette alerte : qui a répondu, et quand
command-drill = un exercice : qui je joins, et qui répond quand
command-on-behalf = lancer une alerte pour une personne qui vous a appelé
command-tie = cette alerte est celle de cette personne
command-merge = deux alertes vont ensemble : les partenaires de chacune viennent à l'autre
command-reach = si je peux joindre les appareils de tous les partenaires
command-stats = les chiffres des alertes terminées ; ils ne nomment personne
command-organisations = les organisations partenaires
command-defenders = les personnes protégées, par leur nom d'emprunt
command-people = les personnes, et à quel point je suis sûr de chacune
command-trust = j'ai vérifié que cette empreinte est la sienne
command-verify = comparer les emojis avec cette personne, et dire s'ils sont les mêmes
command-suspend = écarter tout de suite de tout cette personne ou cette organisation
command-reinstate = laisser de nouveau participer cette personne ou cette organisation
command-organisation = ajouter une organisation, la modifier, la mettre en pause ou la supprimer
command-person = qui répond pour une organisation, et qui est en congé
command-defender = inscrire une personne protégée, modifier, suspendre ou supprimer l'inscription
command-admin = qui fait partie de la coordination ; deux doivent être d'accord
command-audit = ce que la coordination a fait
command-yes = faire ce que j'ai demandé
command-no = renoncer à ce que j'ai demandé
command-agree = approuver ce que quelqu'un d'autre a demandé
command-vouch = dire que quelqu'un défend les droits humains et a besoin de Vigil
command-rota = qui est d'astreinte et quand, quand personne ne l'est, qui est appelé combien de fois, les calendriers
command-shift = qui est d'astreinte chaque semaine
command-override = qui est d'astreinte pour une fois
command-why-called = pourquoi j'ai appelé ces organisations
command-help = cette liste

## Le journal d'une alerte, tel qu'il est exporté

journal-alert-raised = La personne défendue a appelé à l'aide
journal-organisation-called = Une organisation a été appelée
journal-rota-exhausted = Il ne restait personne à appeler
journal-room-opened = La salle d'alerte a été ouverte
journal-room-refused = Le serveur a refusé de créer la salle
journal-room-awaited = Le serveur ne répondait pas : il n'y avait pas encore de salle
journal-room-retried = La salle a été demandée de nouveau
journal-people-invited = Des personnes ont été invitées
journal-invitation-failed = Des personnes n'ont pas pu être invitées
journal-organisation-unreachable = Une organisation n'était pas joignable
journal-brief-delivered = Le message initial a été remis
journal-delivery-fell-short = Des personnes ne pouvaient pas lire la salle
journal-delivery-mended = Des personnes peuvent maintenant lire la salle
journal-person-joined = Quelqu'un est entré dans la salle
journal-person-left = Quelqu'un a quitté la salle
journal-acknowledged = Une organisation s'en occupe
journal-passed = Une organisation ne peut pas venir
journal-acknowledgement-overdue = Une organisation n'a pas répondu à temps
journal-organisation-chased = Une organisation a été relancée
journal-chased-again = Une organisation silencieuse a été rappelée depuis le début
journal-escalated = Un partenaire a voulu passer tout de suite à l'étape suivante
journal-still-on-it-asked = Des organisations ont dû dire si elles s'en occupent toujours
journal-still-on-it-lapsed = Une organisation qui s'en occupait n'a plus répondu
journal-organisation-released = Une organisation n'était plus nécessaire
journal-level-changed = Le niveau a été changé
journal-handover-asked = Une organisation a voulu passer le relais
journal-handover-accepted = Une organisation a pris le relais
journal-handover-declined = Une organisation n'a pas pris le relais
journal-handover-lapsed = Personne n'a répondu pour le relais
journal-alerts-merged = Réunie avec une autre alerte
journal-organisation-back = Une organisation silencieuse est revenue
journal-alert-nearby = Une autre alerte était ouverte à proximité
journal-people-pinged = Des personnes ont été notifiées
journal-defender-wrote = La personne défendue a écrit
journal-alarm-raised = La personne défendue a de nouveau appelé à l'aide
journal-defender-reach-changed = La personne défendue peut lire Vigil à nouveau, ou ne le peut plus
journal-question-delivered = La question est parvenue à la personne défendue
journal-question-put-again = La question a été posée encore une fois : la réponse parlait peut-être d'autre chose
journal-check-in-asked = On a demandé à la personne défendue : êtes-vous en sécurité ?
journal-check-in-overdue = La personne défendue n'avait pas répondu
journal-alarm-unheeded = Personne dans la salle ne s'était chargé de l'alarme
journal-alarm-taken = Un partenaire s'est chargé de l'alarme
journal-nudged = Un partenaire a appris que ce qu'il a écrit n'est pas une réponse
journal-check-in-taken = Un partenaire s'est chargé d'appeler la personne défendue
journal-check-in-interval = La fréquence des questions a été changée
journal-room-spoke = Un partenaire a écrit dans la salle (ses mots ne sont pas gardés)
journal-room-update-asked = On a demandé à la salle où en étaient les choses
journal-lead-taken = Quelqu'un a pris la coordination
journal-noted = Un partenaire a écrit une note
journal-defender-told = Un partenaire a fait transmettre des mots à la personne défendue
journal-defender-brought-in = La personne défendue a été invitée dans la salle
journal-resolution-proposed = Une organisation a proposé de clore l'alerte
journal-resolution-reminded = La proposition a été rappelée à la salle
journal-resolution-denied = Quelqu'un n'est pas d'accord que c'est fini
journal-end-feigned = On a montré à la personne défendue une fin qui n'en était pas une : elle était peut-être contrainte
journal-alert-resolved = L'alerte a été close
journal-room-locked = La salle ne peut plus qu'être lue
journal-alert-purged = La durée de conservation était écoulée
journal-clock-set-right = L'horloge a été remise à l'heure
journal-exercise-ended = L'exercice était terminé
journal-called-in = La coordination a transmis ce que la personne en danger a dit
journal-defender-tied = La coordination a dit qui avait appelé
journal-identity-doubted = L'identité de quelqu'un a changé
journal-identity-settled = Une coordinatrice ou un coordinateur s'est assuré de quelqu'un
journal-organisation-cut-off = Une organisation a été coupée : personne ne pouvait être sûr de ses membres
journal-device-left-out = Un appareil n'a pas reçu de clés, faute d'être vérifié
journal-defender-device = La personne défendue a écrit depuis un autre appareil
journal-people-suspended = Des personnes ont été suspendues
journal-people-reinstated = Des personnes ont été réintégrées
journal-proposal-lapsed = La proposition de clore l'alerte est devenue caduque
journal-intruder-found = Quelqu'un que Vigil n'avait pas invité était dans la salle
journal-room-altered = Quelqu'un d'autre a changé les réglages de la salle
journal-answered-safe = La personne défendue a répondu : en sécurité
journal-answered-not-safe = La personne défendue a répondu : pas en sécurité
journal-answered-later = La personne défendue a répondu : plus tard
journal-answered-duress = La personne défendue a écrit son mot de contrainte
journal-title = Alerte { $code }
journal-exported = Écrit par Vigil. Les heures sont celles de { $where }.
journal-confidential = Confidentiel : ce fichier n'est pas chiffré et nomme des personnes qui peuvent être en danger.
journal-column-time = Heure
journal-column-what = Ce qui s'est passé
journal-column-who = Qui
journal-column-words = Mots

## Les astreintes.

rota =
    D'astreinte de { $first } à { $last }, à l'heure de { $where } :
    { $lines }
rota-always = { $name } : { $names }, toujours.
rota-paused = { $name } : en pause, elle n'est donc pas appelée.
rota-never = { $name } : personne pendant tous ces jours. Si elle est appelée, tous ses membres le sont.
rota-of =
    { $name } :
    { $lines }
rota-duty = – { $times } : { $names }
rota-gap = – { $times } : PERSONNE
rota-chart = D'astreinte, { $first } – { $last }
rota-chart-paused = en pause
rota-shift = Astreinte { $number } : { $name }, { $words }
rota-override = Pour une fois { $name } à la place de { $other } : { $times }
rota-override-also = Pour une fois aussi { $name } : { $times }
rota-away = { $name } est en congé jusqu'à nouvel ordre.
rota-away-until = { $name } est en congé jusqu'à { $until }.
rota-calendar =
    { $count ->
        [one] { $count } astreinte d'un calendrier, jusqu'à { $until }.
       *[other] { $count } astreintes d'un calendrier, jusqu'à { $until }.
    }
rota-length = Je ne comprends pas la durée « { $written } ». Écrivez une durée d'au moins 1 jour et d'au plus { $most }, par exemple : 4 semaines
rota-several-people = « { $written } » peut désigner plusieurs personnes : { $names }. Écrivez l'adresse de la bonne.
rota-no-person-but = Aucune organisation n'a quelqu'un du nom de « { $written } ». Vouliez-vous dire { $nearest } ?
rota-no-person = Aucune organisation n'a quelqu'un du nom de « { $written } ». Écrivez l'adresse entière, comme @user:example.org.
gaps =
    Sur { $span }, personne n'est d'astreinte à ces moments, à l'heure de { $where }. Si une de ces organisations est appelée alors, tous ses membres le sont.
    { $lines }
gaps-none = Sur { $span }, chaque organisation a toujours quelqu'un d'astreinte.
gaps-of = { $name }, { $span } en tout : { $names }
gaps-of-many =
    { $count ->
        [one] { $name }, { $span } en tout : { $names }, et { $count } autre fois.
       *[other] { $name }, { $span } en tout : { $names }, et { $count } autres fois.
    }
fairness =
    Sur la période ({ $span }), la plus appelée d'abord :
    { $lines }
fairness-line = { $name } : appelée { $count } fois, la dernière à { $at }
fairness-line-never = { $name } : jamais appelée
fairness-chart = Appels sur { $span }
calendar-needs-file = Envoyez le calendrier (.ics) dans ce salon, et écrivez la commande en légende ou en réponse : !rota import ORGANISATION
calendar-needs-organisation = De quelle organisation est ce calendrier ? Écrivez : !rota import ORGANISATION
calendar-reading = Je lis le calendrier de { $name }.
calendar-written = Voici les calendriers de { $names }, avec les astreintes jusqu'à { $day }.
calendar-not-there = Je n'ai pas pu obtenir le calendrier : il n'est plus là, il n'a pas été envoyé chiffré par l'un de vous, ou il dépasse un mégaoctet. Rien n'a été changé. Envoyez-le de nouveau.
calendar-none = Ce n'est pas un fichier de calendrier (.ics) avec des entrées que je peux lire. Rien n'a été changé.
calendar-letters = Le calendrier n'est pas écrit en UTF-8, je ne peux donc pas être sûr des noms. Exportez-le en UTF-8. Rien n'a été changé.
calendar-answer = Ce fichier est une réponse à une invitation, et non un calendrier. Rien n'a été changé.
calendar-cut-off = La fin du calendrier manque, ou une partie en est perdue. Rien n'a été changé. Exportez-le de nouveau.
calendar-too-much = J'ai arrêté de lire ce calendrier : c'était trop long, trop grand, ou j'ai été arrêté moi-même. Rien n'a été changé. Si vous l'envoyez de nouveau et lisez la même chose, il a une entrée qui ne peut pas être calculée.
calendar-too-many = Le calendrier a plus de 1 000 entrées, ou plus de 5 000 astreintes, dans les douze semaines à venir. Rien n'a été changé.
calendar-broken = Je ne peux pas lire l'entrée « { $title } » du calendrier : une partie en est abîmée ou manque. Rien n'a été changé.
calendar-often = L'entrée « { $title } » du calendrier revient plusieurs fois par jour, comme chaque heure ou plus souvent. Rien n'a été changé.
calendar-rule = Je ne peux pas calculer quand revient l'entrée « { $title } » du calendrier : je ne connais pas sa règle, ou le jour où elle commence n'en fait pas partie. Rien n'a été changé.
calendar-empty =
    Le calendrier ne dit rien des douze semaines à venir. Rien n'a été changé pour { $name }.
    { $counts }
calendar-counts = Entrées dans le fichier : { $entries }. Prises : { $taken }. Passées : { $over }. Dans plus de douze semaines : { $later }. Annulées : { $off }. Remplacées par une version plus récente : { $replaced }.
calendar-not-taken =
    { $lines }
    Rien n'a été changé pour { $name }.
calendar-unclear =
    { $count ->
        [one] Je ne sais pas de qui parle { $count } entrée du calendrier : { $names }.
       *[other] Je ne sais pas de qui parlent { $count } entrées du calendrier, dont : { $names }.
    } Le titre ou les invités de chaque entrée doivent nommer quelqu'un de l'organisation par son adresse.
calendar-declined =
    { $count ->
        [one] La personne que nomme { $count } entrée du calendrier a refusé, a passé la main ou ne participe pas : { $names }.
       *[other] La personne que nomment { $count } entrées du calendrier a refusé, a passé la main ou ne participe pas, dont : { $names }.
    }
calendar-called-off =
    { $count ->
        [one] Le titre de { $count } entrée du calendrier parle d'une annulation, et je ne sais pas si elle tient encore : { $names }.
       *[other] Le titre de { $count } entrées du calendrier parle d'une annulation, et je ne sais pas si elles tiennent encore, dont : { $names }.
    }
calendar-backwards =
    { $count ->
        [one] { $count } entrée du calendrier n'a pas de durée, ou finit avant de commencer : { $names }. Si c'est une nuit, sa fin est au jour suivant.
       *[other] { $count } entrées du calendrier n'ont pas de durée, ou finissent avant de commencer, dont : { $names }. Si ce sont des nuits, leur fin est au jour suivant.
    }
calendar-zone =
    { $count ->
        [one] { $count } entrée du calendrier a une heure dans un fuseau que je ne connais pas : { $names }.
       *[other] { $count } entrées du calendrier ont une heure dans un fuseau que je ne connais pas, dont : { $names }.
    }
calendar-moved =
    { $count ->
        [one] { $count } entrée du calendrier déplace ou retire une astreinte que je ne trouve pas à cette heure : { $names }.
       *[other] { $count } entrées du calendrier déplacent ou retirent une astreinte que je ne trouve pas à cette heure, dont : { $names }.
    }
calendar-taken =
    { $count ->
        [one] { $name } a { $count } astreinte du calendrier, jusqu'à { $day } ; tout ce qui venait d'un calendrier précédent est abandonné.
       *[other] { $name } a { $count } astreintes du calendrier, jusqu'à { $day } ; tout ce qui venait d'un calendrier précédent est abandonné.
    }
    { $lines }
    { $counts }
shift-there = { $name } a déjà exactement cette astreinte.
shift-added =
    { $name } est d'astreinte { $words }, à l'heure de { $where }.
    { $lines }
shift-added-first =
    { $name } est d'astreinte { $words }, à l'heure de { $where }. C'est la première astreinte de { $organisation } : jusqu'ici tous ses membres étaient toujours d'astreinte.
    { $lines }
shift-no-number = { $name } n'a pas d'astreinte { $number }. Pour voir les numéros : !rota { $organisation }
shift-none = { $name } n'a pas d'astreinte.
shift-removed =
    Les astreintes de { $name } sont changées.
    { $lines }
shift-removed-last =
    { $organisation } n'a plus d'astreinte fixée : tous ses membres sont donc toujours d'astreinte.
    { $lines }
override-two-organisations = { $name } et { $other } sont de deux organisations. On remplace quelqu'un de la même organisation.
override-added =
    { $name } remplace { $other } : { $times }, à l'heure de { $where }.
    { $lines }
override-added-also =
    { $name } est aussi d'astreinte : { $times }, à l'heure de { $where }.
    { $lines }
override-none = { $name } ne remplace personne.
override-removed =
    { $name } ne remplace plus personne.
    { $lines }
file-not-sent = Le serveur n'a pas pris un fichier que je voulais montrer ici, une image ou un calendrier. Ce que je dis en mots est complet.
week-ahead =
    La semaine à venir, de { $first } à { $last }, à l'heure de { $where } :
    { $lines }
    { $gaps }
week-ahead-gaps =
    PERSONNE n'est d'astreinte à ces moments ; tous les membres de l'organisation sont alors appelés :
    { $lines }
week-ahead-no-gap = Chaque organisation a toujours quelqu'un d'astreinte.
duty-begins = Votre astreinte pour { $name } commence { $starts } et dure jusqu'à { $until }. Gardez votre téléphone sur vous, chargé et avec le son. Si vous ne pouvez pas, dites-le maintenant à un coordinateur.
duty-begins-open = Votre astreinte pour { $name } commence { $starts }. Gardez votre téléphone sur vous, chargé et avec le son. Si vous ne pouvez pas, dites-le maintenant à un coordinateur.
duty-began = Vous êtes d'astreinte pour { $name } depuis { $starts }, jusqu'à { $until }. Gardez votre téléphone sur vous, chargé et avec le son. Si vous ne pouvez pas, dites-le maintenant à un coordinateur.
duty-began-open = Vous êtes d'astreinte pour { $name } depuis { $starts }. Gardez votre téléphone sur vous, chargé et avec le son. Si vous ne pouvez pas, dites-le maintenant à un coordinateur.
