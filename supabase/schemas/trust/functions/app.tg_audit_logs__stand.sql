-- Whoever writes a row says neither when nor where in the chain.
create function app.tg_audit_logs__stand()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.at := clock_timestamp();
  new.id := app.uuid_of_moment(new.at);
  new.salt := gen_random_uuid();
  new.details_hash := app.audit_details_hash(new.salt, new.before, new.after, new.reason);
  new.erased_at := null;
  new.seq := null;
  new.prev_hash := null;
  new.hash := null;
  return new;
end;
$$;
revoke execute on function app.tg_audit_logs__stand() from public, anon, authenticated;
