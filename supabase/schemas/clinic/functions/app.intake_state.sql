create function app.intake_state(p_invite public.intake_invites)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when p_invite.reviewed_at is not null then 'reviewed'
    when p_invite.submitted_at is not null then 'submitted'
    when p_invite.cancelled_at is not null then 'cancelled'
    when p_invite.expires_at <= now() then 'expired'
    else 'open'
  end;
$$;
revoke execute on function app.intake_state(public.intake_invites) from public, anon, authenticated;
grant execute on function app.intake_state(public.intake_invites) to authenticated, service_role;
