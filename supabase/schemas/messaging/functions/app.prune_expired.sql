-- Keeps the internal tables small, once an hour. Finished jobs stay a day (the queue page shows them), early actions a
-- week. Raw events stay: they are the audit of what providers said.
create function app.prune_expired()
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from app.jobs where finished_at < now() - interval '1 day';
  delete from app.early_actions where created_at < now() - interval '7 days';
end;
$$;
revoke execute on function app.prune_expired() from public, anon, authenticated;
grant execute on function app.prune_expired() to service_role;
