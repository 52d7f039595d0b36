-- What failed before anything could be sent, as a secret that does not open.
create function app.give_up_webhook(p_job app.jobs)
returns void
language sql
set search_path = ''
as $$
  update public.webhook_deliveries d set state = 'failed', last_error = 'gave_up', next_attempt_at = null
  where d.tenant_id = p_job.tenant_id and d.id = (p_job.payload ->> 'id')::uuid and d.state = 'queued';
$$;
revoke execute on function app.give_up_webhook(app.jobs) from public, anon, authenticated;
