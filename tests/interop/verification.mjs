// Emoji verification in a room, the way Element asks for it.
import {
    CryptoEvent,
    VerificationPhase,
    VerificationRequestEvent,
    VerifierEvent,
} from "matrix-js-sdk/lib/crypto-api/index.js";
import { until } from "./wire.mjs";

const SAS = "m.sas.v1";

export class Verification {
    constructor(client) {
        this.client = client;
        this.asked = []; // By whom this person was asked, until it is accepted.
        client.on(CryptoEvent.VerificationRequestReceived, (request) => this.asked.push(request));
    }

    // Asks `user` in `room`, and returns the emoji that are shown when it has come so far.
    async begin({ user, room }) {
        const crypto = this.client.getCrypto();
        await crypto.userHasCrossSigningKeys(user, true);
        this.request = await crypto.requestVerificationDM(user, room);
        await this.reach(VerificationPhase.Ready);
        this.verifier = this.request.verifier ?? (await this.request.startVerification(SAS));
        return this.compare();
    }

    // Accepts the request of `user`, as soon as there is one, and returns the emoji that are shown when the other side
    // has started.
    async accept({ user }) {
        const find = () => this.asked.find((request) => request.otherUserId === user) ?? null;
        this.request = await until(find, [this.client, CryptoEvent.VerificationRequestReceived]);
        await this.request.accept();
        await this.reach(VerificationPhase.Started);
        this.verifier = this.request.verifier;
        return this.compare();
    }

    async compare() {
        const shown = new Promise((resolve) => {
            const sas = this.verifier.getShowSasCallbacks();
            if (sas) resolve(sas);
            this.verifier.on(VerifierEvent.ShowSas, resolve);
        });
        this.outcome = this.verifier.verify();
        this.outcome.catch(() => {}); // Told by whoever asks for it.
        this.sas = await Promise.race([shown, this.outcome.then(() => Promise.reject(new Error("no emoji came")))]);
        return { emoji: this.sas.sas.emoji, decimal: this.sas.sas.decimal };
    }

    // The emoji are the same; returns when both sides are done.
    async confirm() {
        await this.sas.confirm();
        await this.outcome;
        await this.reach(VerificationPhase.Done);
    }

    // They differ: returns how it ended.
    async mismatch() {
        this.sas.mismatch();
        await this.outcome.catch(() => {});
        return { phase: VerificationPhase[this.request.phase], code: this.request.cancellationCode };
    }

    reach(phase) {
        const look = () => {
            if (this.request.phase === VerificationPhase.Cancelled) {
                throw new Error(`The verification was cancelled: ${this.request.cancellationCode}`);
            }
            return this.request.phase >= phase ? true : null;
        };
        return until(look, [this.request, VerificationRequestEvent.Change]);
    }
}
