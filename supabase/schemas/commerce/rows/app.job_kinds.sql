-- A hold and a suggestion say themselves what became of them.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false), ('suggest_purchases', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('expire_order', false), ('expire_checkout', false), ('session_deposit', false), ('stripe_fee', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An invoice says itself what became of it, and is tried again from its order.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('order_invoice', 8, false, 'app.give_up_order_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Money that goes back, and packages that somebody paid: an administrator sees it where it does not.
insert into app.job_kinds (kind, is_listed) values ('refund_stripe', true), ('sell_packages', true), ('free_order_times', true), ('tell_buyer', true)
on conflict (kind) do update set is_listed = excluded.is_listed;
