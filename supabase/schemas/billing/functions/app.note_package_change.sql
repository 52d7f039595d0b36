-- Why a price changes or a package goes, for the trigger that keeps it: until the end of the transaction.
create function app.note_package_change(p_note text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_note text := btrim(coalesce(p_note, ''), E' \n\t\r');
begin
  if char_length(v_note) not between 3 and 500 then
    raise sqlstate 'PT400' using message = 'note_required', detail = 'From 3 to 500 characters.';
  end if;
  perform set_config('zelo.package_note', v_note, true);
end;
$$;
revoke execute on function app.note_package_change(text) from public, anon, authenticated;
