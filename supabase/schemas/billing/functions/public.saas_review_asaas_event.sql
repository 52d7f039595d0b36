create function public.saas_review_asaas_event(p_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_admin uuid := app.require_saas_admin();
begin
  update app.asaas_events e set reviewed_at = coalesce(e.reviewed_at, now()), reviewed_by = coalesce(e.reviewed_by, v_admin)
  where e.id = p_id and e.outcome = 'review';
  if not found then
    raise sqlstate 'PT404' using message = 'event_not_found';
  end if;
end;
$$;
comment on function public.saas_review_asaas_event(text) is
  'Caller: SaaS administrators. Notes who looked at an event, the first time. Errors: PT401 not_signed_in, PT403 forbidden, PT404 event_not_found.';
revoke execute on function public.saas_review_asaas_event(text) from public, anon, authenticated;
grant execute on function public.saas_review_asaas_event(text) to authenticated;
