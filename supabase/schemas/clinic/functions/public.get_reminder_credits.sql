create function public.get_reminder_credits(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_needed integer;
  v_balance integer;
begin
  perform app.require_member(p_tenant_id);
  v_needed := app.reminder_credits(p_tenant_id, now(), true);
  v_balance := coalesce((select b.balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id), 0);
  return jsonb_build_object('needed', v_needed, 'kept', least(v_needed, greatest(v_balance, 0)), 'balance', v_balance);
end;
$$;
comment on function public.get_reminder_credits(uuid) is
  'Caller: members. {needed: credits that the reminders of the next 24 hours need, kept: how many of them are there and left alone by what is less important, balance}; zeros where messages cost nothing. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_reminder_credits(uuid) from public, anon, authenticated;
grant execute on function public.get_reminder_credits(uuid) to authenticated;
