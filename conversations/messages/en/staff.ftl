### The staff: list, invitations, roles, PIN and refund limits. Roles are written small, since they stand inside sentences.

staff-role-owner = owner
staff-role-manager = manager
staff-role-front_desk = front desk
staff-role-finance = finance
staff-role-support = support

staff-can-owner = Owners can do everything: staff and their roles, live keys, prices, money, and the log.
staff-can-manager = Managers look after rooms, products, prices, resellers, suppliers, cases and reports. They cannot change staff, replace keys, or set up live accounts.
staff-can-front_desk = The front desk sees orders and the queue, answers guests, and looks after door keys and requests to cancel. It does not see money settings.
staff-can-finance = Finance looks after refunds, the morning brief and reports, and sees how providers are doing. It cannot touch keys.
staff-can-support = Support sees orders and cases, answers guests, resends goods, and refunds up to a limit.
staff-owner-warning = An owner can also take your own role away. Choose this only for somebody you trust completely.

staff-the-owner = The owner
staff-unnamed = no name
staff-button-list = Staff
staff-button-audit = Log
staff-button-invite = Invite somebody
staff-button-open = Invitation: { $role }
staff-button-limits = Refund limits
staff-button-pin-set = Set a PIN
staff-button-pin-change = My PIN
staff-button-back = Back
staff-button-no = Never mind
staff-button-role = Change role
staff-button-revoke = Revoke
staff-button-leave = Leave
staff-button-revoke-yes = Yes, revoke
staff-button-role-yes = Yes, change it
staff-button-leave-yes = Yes, leave
staff-button-invite-yes = Make the link
staff-button-invite-revoke = Withdraw the invitation
staff-button-join-yes = Yes, I accept

staff-list = { $count ->
    [1] 1 person works here.
   *[other] { $count } people work here.
}
staff-member = { $name } · { $role }
staff-line = { $name } · { $role } · since { $since }
staff-line-self = { $name } (you) · { $role } · since { $since }
staff-open-invites = Invitations not used yet:
staff-line-invite = { $role } · valid until { $until }

staff-ask-invite = For which role?
staff-ask-invite-sure = A link for the role { $role }. Whoever opens it first and accepts has the role at once. Valid 24 hours, one use.
staff-invite-made = The invitation for { $role } is ready, valid until { $until }. Send it to that person only.
staff-invite-telegram = For Telegram:
staff-invite-whatsapp = For WhatsApp:
staff-invite-web = For the web chat:
staff-invite-revoked = The invitation is withdrawn. Its link opens nothing any more.

staff-join-offer = { $by } invites you to work at { $business } as { $role }.
staff-join-ask = Do you accept this role? The invitation is valid until { $until }.
staff-join-name = What is your name? Your colleagues see it in the list of staff and in the log.
staff-join-name-unclear = Just the name, 2 to 40 letters, for example Budi Santoso.
staff-join-declined = Fine, nothing has changed. The link can still be used until it expires.
staff-joined = Welcome. Your role at { $business } is now { $role }.
staff-alert-joined = { $name } accepted the invitation and now has the role { $role }.

staff-ask-revoke = Take the role { $role } away from { $name }? It counts at once, also in conversations under way.
staff-revoke-done = The role { $role } was taken away from { $name }.
staff-revoked = Your role { $role } was taken away. You can still order as a customer.
staff-alert-revoked = The role { $role } was taken away from { $name }.
staff-ask-role = Which role for { $name }?
staff-ask-change = { $name }: from { $from } to { $to }?
staff-change-done = { $name } is now { $to }, before { $from }.
staff-role-changed = Your role changed from { $from } to { $to }.
staff-alert-role = The role of { $name } changed from { $from } to { $to }.
staff-ask-leave = Give up your role here? To come back you need to be invited again.
staff-leave-none = You have no role here, so there is nothing to give up.
staff-leave-done = You no longer have the role { $role } here. Thank you for your help.
staff-alert-left = { $name } left, before { $role }.
staff-unchanged = Fine, nothing has changed.

staff-limits = How much may be refunded per decision:
staff-limit-owner = { $role }: the PIN is asked above { $limit }
staff-limit-owner-none = { $role }: the PIN is never asked
staff-limit-owner-zero = { $role }: the PIN is always asked
staff-limit-role = { $role }: up to { $limit }
staff-limit-role-none = { $role }: no limit
staff-limit-role-zero = { $role }: may not refund
staff-ask-limit-role = Whose limit do you want to change?
staff-ask-limit = Up to how much may { $role } refund? For example 100k, 0 for nothing at all, or "no limit".
staff-ask-limit-owner = From which amount on is the { $role } asked for the PIN? For example 1m, 0 for always, or "no limit" for never.
staff-limit-unclear = Type the amount, for example 100k, 0, or "no limit".
staff-limit-set = The limit is saved.

staff-pin-about = The PIN is asked before dangerous acts: live keys, deleting a provider, roles of staff, large refunds. We delete the message from the chat where we can.
staff-pin-has = Your PIN is set. What would you like to do?
staff-pin-ask = This needs your PIN. Type the PIN:
staff-pin-ask-wrong = Wrong PIN, { $triesLeft } more tries. Type the PIN:
staff-pin-locked = The PIN is locked until { $until } after several wrong tries. Nothing was changed. Forgot it? On the shop's computer: sapa staff:pin-reset
staff-pin-saved = The PIN is saved. From now on it is asked before dangerous acts.
staff-pin-removed = The PIN is removed. Dangerous acts only ask to be confirmed.

staff-refused-not_allowed = This is for the owner of the shop only, and practice roles do not count. Are you the owner? Type /claim and the code.
staff-refused-conflict = Somebody has just changed that role. Open the list of staff once more.
staff-refused-already_done = That is so already, nothing has changed.
staff-refused-last_owner = You are the only owner, so nothing has changed. Make somebody else an owner first.
staff-refused-self = To give up your own role, choose Leave.
staff-refused-not_staff = That person does not work here any more.
staff-refused-many_invites = 20 invitations are not used yet. Withdraw one first.
staff-refused-invite_unknown = We do not know that invitation link. Ask the owner for a new one.
staff-refused-invite_used = That invitation link has been used. Ask the owner for a new one.
staff-refused-invite_revoked = That invitation was withdrawn. Ask the owner for a new one.
staff-refused-invite_expired = That invitation is older than 24 hours. Ask the owner for a new one.
staff-refused-invite_gone = That invitation is not valid any more.
staff-refused-own_invite = You made this invitation yourself, so it was not used. Send it to the person you mean.
staff-refused-already_staff = You work here already. For another role, the owner changes it in the list of staff. The link is not used.
staff-refused-reseller = This is a reseller's account, and resellers cannot be staff. Open the link from another account; it is not used.
staff-refused-persona = You are playing a practice role. Open the link from your own account; it is not used.
