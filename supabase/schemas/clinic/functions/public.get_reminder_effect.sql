create function public.get_reminder_effect(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_leader(p_tenant_id);
  return app.reminder_effect(p_tenant_id, now());
end;
$$;
comment on function public.get_reminder_effect(uuid) is
  'Caller: owner, admin, supervisor. Sessions that fell due for a reminder while a share was held out, and are over: {since|null, unsettled: nobody noted what became of them, held_out and reminded: {people, missed, late: cancelled or excused within 24 hours}, missed and late: {low, high: how many more without a reminder, as a share, with 95 %, verdict too_few|unclear|helps|hurts}}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_reminder_effect(uuid) from public, anon, authenticated;
grant execute on function public.get_reminder_effect(uuid) to authenticated;
