-- Keeps the internal tables small, once an hour. Finished jobs stay a day (the queue page shows them), early actions a
-- week, counts of callers without an account and uploads that nobody sent a day, notifications ninety days after they were read and half a year in any case, what an
-- undo of a merge needs as long as there is one, what endpoints were sent thirty days. Raw events stay: they are the audit of what providers said.
create function app.prune_expired()
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from app.jobs where finished_at < now() - interval '1 day';
  perform app.release_media_file(f.tenant_id, f.id) from app.media_files f
  where f.expires_at < now();
  delete from app.early_actions where created_at < now() - interval '7 days';
  delete from app.rate_counts where began_at < now() - interval '1 day';
  -- their ids tell when they were made, so that the young ones are not looked at
  delete from public.notifications n using public.tenants t
  where t.id = n.tenant_id and n.id < app.first_uuid_of(now() - interval '90 days')
    and (n.read_at < now() - interval '90 days' or n.noticed_at < now() - interval '180 days');
  perform app.forget_merges();
  perform app.forget_webhooks();
end;
$$;
revoke execute on function app.prune_expired() from public, anon, authenticated;
grant execute on function app.prune_expired() to service_role;
