// Everything here is an extra: each page works without it.
import { openOnWideScreens } from "./disclosure.js";
import { focusErrors } from "./focus.js";
import { closeMenuOnWideScreens } from "./menu.js";
import { markPlaceOnPage } from "./on-this-page.js";
import { refreshPlaces } from "./places.js";
import { enablePrinting } from "./print.js";
import { addRows } from "./rows.js";
import { suggestTitles } from "./suggest.js";
import { hintAtScrolling } from "./tables.js";
import { placeExplanations } from "./terms.js";
import { playOnRequest } from "./video.js";

openOnWideScreens();
closeMenuOnWideScreens();
markPlaceOnPage();
placeExplanations();
enablePrinting();
playOnRequest();
hintAtScrolling();
focusErrors();
addRows();
refreshPlaces();
suggestTitles();
