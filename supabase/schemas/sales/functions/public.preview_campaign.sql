create function public.preview_campaign(p_tenant_id uuid, p_id uuid, p_definition jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_campaigner(p_tenant_id);
  return app.preview_campaign(p_tenant_id, p_id, app.checked_campaign(p_definition), now());
end;
$$;
comment on function public.preview_campaign(uuid, uuid, jsonb) is
  'Caller: who sends campaigns. Nothing is written: {total, reachable, left_out {reason: people}, a, b, credits, price_a, price_b, balance, kept_for_reminders, missing_credits, tier|null, next_at, minutes, fits_today, samples [{name, phone, variant, text}], problems [{field, code}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_campaign.';
revoke execute on function public.preview_campaign(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.preview_campaign(uuid, uuid, jsonb) to authenticated;
